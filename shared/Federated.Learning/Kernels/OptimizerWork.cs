namespace Federated.Learning.Kernels;

/// <summary>A step over many elements, in pieces of <see cref="Piece"/>; shorter ones stay on the calling thread.</summary>
internal sealed class OptimizerWork<TRule> : ParallelWork
    where TRule : struct, IUpdateRule
{
    private const int Piece = 32 * 1024;

    [ThreadStatic]
    private static OptimizerWork<TRule>? _reused;

    private OptimizerSpan _span;
    private TRule _rule;
    private VectorPath _path;

    public static void Run(in OptimizerSpan span, in TRule rule, VectorPath path, Workers? workers)
    {
        if (workers is null || workers.Threads == 1 || span.Length <= Piece)
        {
            OptimizerKernel.Run(span, rule, path);
            return;
        }

        OptimizerWork<TRule> work = _reused ?? new OptimizerWork<TRule>();
        _reused = null;
        work._span = span;
        work._rule = rule;
        work._path = path;
        workers.Run(work, (span.Length + Piece - 1) / Piece);
        _reused = work;
    }

    public override void Run(int chunk)
    {
        int start = chunk * Piece;
        OptimizerKernel.Run(_span.Part(start, Math.Min(Piece, _span.Length - start)), _rule, _path);
    }
}
