namespace Federated.Learning.Modules;

/// <summary>Storage for a batch that grows to the largest one seen and is then reused.</summary>
internal sealed class BatchBuffer
{
    private float[] _values = [];

    public Memory<float> Take(int length)
    {
        if (_values.Length < length)
            _values = new float[length];
        return _values.AsMemory(0, length);
    }
}
