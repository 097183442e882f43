namespace Federated.Learning.Training;

/// <summary>Room for one batch of rows, gathered from a table; made once.</summary>
internal sealed class BatchBuffer(LabelledRows rows, int capacity)
{
    private readonly float[] _features = new float[capacity * rows.Columns];
    private readonly float[] _labels = new float[capacity * rows.LabelColumns];
    private readonly float[] _weights = rows.Weights.IsEmpty ? [] : new float[capacity];
    private int _count;

    public ReadOnlyMemory<float> Features => _features.AsMemory(0, _count * rows.Columns);

    /// <summary>The rows, and behind them whatever was there, up to the capacity: a batch of one size whatever the count.</summary>
    public ReadOnlyMemory<float> PaddedFeatures => _features;

    public ReadOnlySpan<float> Labels => _labels.AsSpan(0, _count * rows.LabelColumns);

    public ReadOnlySpan<float> Weights => _weights.AsSpan(0, _weights.Length == 0 ? 0 : _count);

    /// <summary>Copies the chosen rows, at most as many as the capacity.</summary>
    public void Gather(ReadOnlySpan<int> chosen)
    {
        _count = chosen.Length;
        rows.GatherInto(chosen, _features.AsSpan(0, _count * rows.Columns), _labels, _weights);
    }
}
