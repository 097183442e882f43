namespace Federated.Learning.Kernels;

/// <summary>Many products of one shape; each is computed whole by one thread.</summary>
internal sealed unsafe class ProductSeries : ParallelWork
{
    private const long SharedFrom = 1_000_000;
    private const long ChunkWork = 400_000;

    [ThreadStatic]
    private static ProductSeries? _reused;

    private ProductArguments _first;
    private ProductKernel _kernel;
    private int _count;
    private nint _aStep;
    private nint _bStep;
    private nint _cStep;
    private int _chunks;

    public static void Run(in ProductArguments first, int count, nint aStep, nint bStep, nint cStep, Workers? workers)
    {
        long each = Math.Max(1, (long)first.Rows * first.Columns * first.Inner);
        ProductSeries series = _reused ?? new ProductSeries();
        _reused = null;
        series._first = first;
        series._kernel = ProductWork.Choose(first, Processor.Path);
        series._count = count;
        series._aStep = aStep;
        series._bStep = bStep;
        series._cStep = cStep;
        bool shared = count > 1 && workers is { Threads: > 1 } && each * count >= SharedFrom;
        series._chunks = shared ? (int)Math.Clamp(each * count / ChunkWork, 2, Math.Min(count, 256)) : 1;
        if (shared)
            workers!.Run(series, series._chunks);
        else
            series.Run(0);
        _reused = series;
    }

    public override void Run(int chunk)
    {
        int end = (int)((long)_count * (chunk + 1) / _chunks);
        for (int index = (int)((long)_count * chunk / _chunks); index < end; index++)
            ProductWork.RunPart(_first with { A = _first.A + (index * _aStep), B = _first.B + (index * _bStep), C = _first.C + (index * _cStep) }, _kernel);
    }
}
