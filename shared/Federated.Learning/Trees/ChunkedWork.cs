using Federated.Learning.Kernels;

namespace Federated.Learning.Trees;

/// <summary>Chunks of work given as a function of the chunk's number; for work that is asked for seldom, since the function is allocated.</summary>
internal sealed class ChunkedWork(Action<int> run) : ParallelWork
{
    public override void Run(int chunk) => run(chunk);
}
