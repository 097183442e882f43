namespace Federated.Learning.Kernels;

/// <summary>
/// A large product cut into strips of C, one a chunk. Below <see cref="SharedFrom"/> multiply-adds the hand-over to another thread costs more than it saves.
/// </summary>
internal sealed class ProductWork : ParallelWork
{
    private const long SharedFrom = 1_000_000;
    private const int Strips = 4;

    [ThreadStatic]
    private static ProductWork? _reused;

    private ProductArguments _product;
    private ProductKernel _kernel;
    private int _strips;

    public static void Run(in ProductArguments product, VectorPath path, Workers? workers)
    {
        ProductKernel kernel = Choose(product, path);
        if (workers is null || workers.Threads == 1 || (long)product.Rows * product.Columns * product.Inner < SharedFrom)
        {
            RunPart(product, kernel);
            return;
        }

        ProductWork work = _reused ?? new ProductWork();
        _reused = null;
        work._product = product;
        work._kernel = kernel;
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
            RunPart(byRows ? _product.Part(first, length, 0, _product.Columns) : _product.Part(0, _product.Rows, first, length), _kernel);
    }

    // Chosen for the whole product, never for a strip of it: each way of summing has its own order.
    internal static ProductKernel Choose(in ProductArguments product, VectorPath path) => path switch
    {
        VectorPath.Scalar => ProductKernel.Scalar,
        VectorPath.Vector256 => ProductKernel.Blocks256,
        _ when DotBlocks.Fits(product) => ProductKernel.Dots,
        _ when WideRowProduct.Fits(product) => ProductKernel.WideRow,
        _ when SingleRowProduct.Fits(product) => ProductKernel.SingleRow,
        _ => ProductKernel.Blocks512,
    };

    internal static void RunPart(in ProductArguments product, ProductKernel kernel)
    {
        switch (kernel)
        {
            case ProductKernel.Scalar:
                ScalarProduct.Run(product);
                break;
            case ProductKernel.Dots:
                DotBlocks.Run(product);
                break;
            case ProductKernel.SingleRow:
                SingleRowProduct.Run(product);
                break;
            case ProductKernel.WideRow:
                WideRowProduct.Run(product);
                break;
            default:
                BlockedProduct.Run(product, kernel);
                break;
        }

        if (product.Activation is Activation.Sigmoid or Activation.Tanh)
            Activate(product);
    }

    private static unsafe void Activate(in ProductArguments product)
    {
        for (int row = 0; row < product.Rows; row++)
        {
            var values = new Span<float>(product.C + (row * product.CRow), product.Columns);
            if (product.Activation == Activation.Sigmoid)
                VectorMath.Sigmoid(values, values);
            else
                VectorMath.Tanh(values, values);
        }
    }
}
