# A script as it was written for `sbatch --array=1-8`.
echo "task $SLURM_ARRAY_TASK_ID of the array on $(uname -n)"
