using System.Runtime.Intrinsics;

namespace Federated.Learning.Kernels;

/// <summary>
/// Lookups are cut by output row; additions by the row of the table (index mod chunks), so that each row has one writer, which meets its terms in order.
/// </summary>
internal sealed unsafe class EmbeddingWork : ParallelWork
{
    private const int SharedFrom = 128 * 1024;
    private const int Chunks = 4; // a power of two

    [ThreadStatic]
    private static EmbeddingWork? _reused;

    private EmbeddingArguments _arguments;
    private EmbeddingDirection _direction;

    public static void Run(in EmbeddingArguments arguments, EmbeddingDirection direction, Workers? workers)
    {
        if (workers is null || workers.Threads == 1 || (long)arguments.Inputs * arguments.Width < SharedFrom)
        {
            if (direction == EmbeddingDirection.Gather)
                Gather(arguments, 0, arguments.Outputs);
            else
                Scatter(arguments, 0, 1);
            return;
        }

        EmbeddingWork work = _reused ?? new EmbeddingWork();
        _reused = null;
        work._arguments = arguments;
        work._direction = direction;
        workers.Run(work, Chunks);
        _reused = work;
    }

    public override void Run(int chunk)
    {
        int outputs = _arguments.Outputs;
        if (_direction == EmbeddingDirection.Gather)
            Gather(_arguments, (int)((long)outputs * chunk / Chunks), (int)((long)outputs * (chunk + 1) / Chunks));
        else
            Scatter(_arguments, chunk, Chunks);
    }

    private static void Gather(in EmbeddingArguments arguments, int first, int end)
    {
        int width = arguments.Width;
        for (int output = first; output < end; output++)
        {
            float* target = arguments.Rows + ((nint)output * width);
            if (arguments.Offsets == null)
            {
                Add(arguments.Table + ((nint)arguments.Indices[output] * width), target, width, 1, replace: true);
                continue;
            }

            int start = arguments.Offsets[output], stop = arguments.Offsets[output + 1];
            if (start == stop)
                new Span<float>(target, width).Clear();
            float scale = arguments.Mean && stop > start ? 1f / (stop - start) : 1;
            for (int index = start; index < stop; index++)
                Add(arguments.Table + ((nint)arguments.Indices[index] * width), target, width, scale, replace: index == start);
        }
    }

    private static void Scatter(in EmbeddingArguments arguments, int owner, int owners)
    {
        int width = arguments.Width;
        for (int output = 0; output < arguments.Outputs; output++)
        {
            int start = arguments.Offsets == null ? output : arguments.Offsets[output], stop = arguments.Offsets == null ? output + 1 : arguments.Offsets[output + 1];
            float scale = arguments.Mean && stop > start ? 1f / (stop - start) : 1;
            float* source = arguments.Rows + ((nint)output * width);
            for (int index = start; index < stop; index++)
            {
                int row = arguments.Indices[index];
                if (row != arguments.Skipped && (row & (owners - 1)) == owner)
                    Add(source, arguments.Table + ((nint)row * width), width, scale, replace: false);
            }
        }
    }

    private static void Add(float* source, float* target, int width, float scale, bool replace)
    {
        switch (Processor.Path)
        {
            case VectorPath.Vector512:
                Add<Lanes512, Vector512<float>>(source, target, width, scale, replace);
                break;
            case VectorPath.Vector256:
                Add<Lanes256, Vector256<float>>(source, target, width, scale, replace);
                break;
            default:
                Add<Lanes1, float>(source, target, width, scale, replace);
                break;
        }
    }

    private static void Add<TLanes, TVector>(float* source, float* target, int width, float scale, bool replace)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        TVector factor = TLanes.Create(scale);
        int index = 0;
        for (; index <= width - TLanes.Count; index += TLanes.Count)
        {
            TVector term = TLanes.Multiply(TLanes.Load(source + index), factor);
            TLanes.Store(target + index, replace ? term : TLanes.Add(TLanes.Load(target + index), term));
        }

        int rest = width - index;
        if (rest > 0)
        {
            TVector term = TLanes.Multiply(TLanes.LoadFirst(source + index, rest), factor);
            TLanes.StoreFirst(target + index, replace ? term : TLanes.Add(TLanes.LoadFirst(target + index, rest), term), rest);
        }
    }
}
