using Federated.SecureAggregation.Ring;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.SecureAggregation.Tests.Ring;

public sealed class ChunkLayoutTests
{
    [Fact]
    public void Chunks_AnyLayout_CoverThePackedBytesWithoutGapOrOverlap() =>
        Prop.ForAll(
            Gen.Choose(1, 5_000).ToArbitrary(), Gen.Choose(1, 62).ToArbitrary(), Gen.Choose(1, 40).ToArbitrary(),
            (elements, bits, eights) =>
            {
                ChunkLayout layout = new(elements, new RingModulus(bits), eights * 8);
                int at = 0;
                for (int chunk = 0; chunk < layout.ChunkCount; chunk++)
                {
                    if (layout.OffsetOf(chunk) != at || layout.BytesOf(chunk) <= 0)
                    {
                        return false;
                    }

                    at += layout.BytesOf(chunk);
                }

                return at == layout.TotalBytes;
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void Layout_ChunkThatWouldNotEndAtAByte_Refused() =>
        Assert.Throws<ProtocolViolationException>(() => new ChunkLayout(100, new RingModulus(27), 12));
}
