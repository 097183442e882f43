namespace Federated.Benchmarks.Inputs;

/// <summary>Contiguous batches of a pool of rows, one after the other; it starts over when what is left is less than a batch.</summary>
internal sealed class BatchSlices(int rows, int batch)
{
    private int _next;

    /// <summary>First row of the next batch.</summary>
    public int Next()
    {
        if (_next + batch > rows)
            _next = 0;
        int first = _next;
        _next += batch;
        return first;
    }
}
