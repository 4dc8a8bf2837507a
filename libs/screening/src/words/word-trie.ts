/** A node of the trie; -1 is none. */
export type TrieNode = number;

const FIRST_CAPACITY = 1 << 12;
const MAX_LOAD = 0.6;
const UNITS = 0x10000;

/**
 * A trie over UTF-16 units whose edges lie in one open-addressed table: 100,000 lines take some megabytes and no object for each
 * node. Nodes 0 and 1 are two separate roots.
 */
export class WordTrie {
  private nodes = 2;
  private edges = 0;
  private capacity = FIRST_CAPACITY;
  private keys = new Float64Array(FIRST_CAPACITY).fill(-1);
  private children = new Int32Array(FIRST_CAPACITY);

  /** The node for a text below a root, made if it is new. */
  insert(root: TrieNode, text: string): TrieNode {
    let node = root;
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      const child = this.child(node, unit);
      node = child === -1 ? this.addChild(node, unit) : child;
    }
    return node;
  }

  /** The child of a node by one UTF-16 unit, or -1. */
  child(node: TrieNode, unit: number): TrieNode {
    const slot = this.slotOf(node, unit);
    return this.keys[slot] === node * UNITS + unit ? (this.children[slot] ?? -1) : -1;
  }

  private addChild(node: TrieNode, unit: number): TrieNode {
    if (this.edges >= this.capacity * MAX_LOAD) this.grow();
    const child = this.nodes++;
    this.put(node, unit, child);
    this.edges++;
    return child;
  }

  private put(node: TrieNode, unit: number, child: TrieNode): void {
    const slot = this.slotOf(node, unit);
    this.keys[slot] = node * UNITS + unit;
    this.children[slot] = child;
  }

  private slotOf(node: TrieNode, unit: number): number {
    const key = node * UNITS + unit;
    const mask = this.capacity - 1;
    const hash = Math.imul(node, 0x9e3779b1) ^ Math.imul(unit, 0x85ebca6b);
    let slot = (hash ^ (hash >>> 15)) & mask;
    while (this.keys[slot] !== -1 && this.keys[slot] !== key) slot = (slot + 1) & mask;
    return slot;
  }

  private grow(): void {
    const { keys, children } = this;
    this.capacity *= 2;
    this.keys = new Float64Array(this.capacity).fill(-1);
    this.children = new Int32Array(this.capacity);
    keys.forEach((key, slot) => {
      if (key !== -1) this.put(Math.floor(key / UNITS), key % UNITS, children[slot] ?? -1);
    });
  }
}
