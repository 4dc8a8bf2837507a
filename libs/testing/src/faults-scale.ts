/** Multiplies the sizes of the fault scenarios: FAULTS_SCALE, 1 when it is not set. */
export function faultsScale(): number {
  const scale = Number(process.env.FAULTS_SCALE ?? '1');
  if (!Number.isInteger(scale) || scale < 1) throw new Error('FAULTS_SCALE is a whole number from 1 on.');
  return scale;
}
