namespace Federated.Learning.Kernels;

/// <summary>
/// Work cut into chunks that may run in any order and on any thread. The cut depends on the sizes alone, never on the number of threads, and no two
/// chunks write the same element: that is what makes results independent of the thread count.
/// </summary>
internal abstract class ParallelWork
{
    public abstract void Run(int chunk);
}
