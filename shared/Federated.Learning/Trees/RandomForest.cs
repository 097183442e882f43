using Federated.Learning.Kernels;

namespace Federated.Learning.Trees;

/// <summary>
/// A random forest (Breiman 2001) on histograms: each tree sees a bootstrap of the rows and, for each split, a random choice of columns; predictions are
/// means over the trees. With gradients −w·y and hessians w the gain of a split (<see cref="SplitFinder"/>) is the fall in squared error, which for 0/1
/// labels, summed over the classes, is that of the Gini impurity. Rows that a tree did not see estimate the forest's error.
/// <para>Every tree has its own random stream, derived from the seed: the forest is the same for any number of threads.</para>
/// </summary>
public static class RandomForest
{
    /// <summary>Trains on rows in memory.</summary>
    /// <param name="table">At least one row; features may be missing.</param>
    /// <param name="options">Checked first.</param>
    /// <param name="workers">Threads, which grow different trees; the calling one when left out.</param>
    /// <exception cref="ArgumentException">Options out of range, or labels that are not classes.</exception>
    public static BaggedTrees Train(TrainingTable table, RandomForestOptions options, Workers? workers = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (options.ColumnsPerSplit > table.Columns)
            throw new ArgumentException($"Each split draws {options.ColumnsPerSplit} columns, but the table has {table.Columns}.", nameof(options));
        if (options.Classes > 0)
            ClassWeighting.RequireClasses(table.Labels.Span, options.Classes);
        workers ??= Workers.CallingThread;
        var run = new ForestRun(table, options, workers);
        workers.Run(run, options.Trees);
        return run.Finish();
    }
}
