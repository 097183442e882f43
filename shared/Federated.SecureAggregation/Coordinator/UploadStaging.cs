using Federated.SecureAggregation.Ring;

namespace Federated.SecureAggregation.Coordinator;

/// <summary>
/// One member's chunks until its commit. They are kept apart from the sum so that a member that dies half-way is not in it; the memory, one packed vector, is
/// given back at the commit.
/// </summary>
internal sealed class UploadStaging
{
    private readonly ChunkLayout _layout;
    private readonly byte[] _packed;
    private readonly bool[] _present;

    public UploadStaging(ChunkLayout layout)
    {
        _layout = layout;
        _packed = new byte[layout.TotalBytes];
        _present = new bool[layout.ChunkCount];
    }

    public int Missing => _present.Count(present => !present);

    public ReadOnlySpan<byte> Packed => _packed;

    public Receipt Add(string nodeId, int index, ReadOnlySpan<byte> bytes)
    {
        if (index >= _layout.ChunkCount || bytes.Length != _layout.BytesOf(index))
        {
            return Receipt.Reject(
                ViolationCode.ChunkOutOfLayout,
                index >= _layout.ChunkCount
                    ? $"'{nodeId}' sent chunk {index} of {_layout.ChunkCount}. Chunks are numbered from 0; check the layout in the round's parameters."
                    : $"'{nodeId}' sent {bytes.Length} bytes as chunk {index}, which has {_layout.BytesOf(index)}. Send it whole.");
        }

        Span<byte> place = _packed.AsSpan(_layout.OffsetOf(index), bytes.Length);
        if (_present[index])
        {
            return Receipt.OfRepeat(place.SequenceEqual(bytes), nodeId);
        }

        bytes.CopyTo(place);
        _present[index] = true;
        return Receipt.Accepted;
    }
}
