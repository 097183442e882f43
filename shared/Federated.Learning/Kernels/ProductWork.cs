namespace Federated.Learning.Kernels;

/// <summary>
/// A large product cut into strips of C, one a chunk. Below <see cref="SharedFrom"/> multiply-adds the hand-over to another thread costs more than it saves.
/// </summary>
internal sealed class ProductWork : ParallelWork
{
    private const long SharedFrom = 1_500_000;
    private const int Strips = 4;

    [ThreadStatic]
    private static ProductWork? _reused;

    private ProductArguments _product;
    private VectorPath _path;
    private int _strips;

    public static void Run(in ProductArguments product, VectorPath path, Workers? workers)
    {
        if (workers is null || workers.Threads == 1 || (long)product.Rows * product.Columns * product.Inner < SharedFrom)
        {
            RunPart(product, path);
            return;
        }

        ProductWork work = _reused ?? new ProductWork();
        _reused = null;
        work._product = product;
        work._path = path;
        work._strips = Math.Max(Strips, workers.Threads);
        workers.Run(work, work._strips);
        _reused = work;
    }

    public override void Run(int chunk)
    {
        bool byRows = _product.Rows >= _product.Columns;
        int size = byRows ? _product.Rows : _product.Columns;
        int strip = ((size + _strips - 1) / _strips + 31) / 32 * 32;
        int first = Math.Min(size, chunk * strip), length = Math.Min(size, first + strip) - first;
        if (length > 0)
            RunPart(byRows ? _product.Part(first, length, 0, _product.Columns) : _product.Part(0, _product.Rows, first, length), _path);
    }

    private static void RunPart(in ProductArguments product, VectorPath path)
    {
        if (path == VectorPath.Scalar)
            ScalarProduct.Run(product);
        else
            BlockedProduct.Run(product, path);
    }
}
