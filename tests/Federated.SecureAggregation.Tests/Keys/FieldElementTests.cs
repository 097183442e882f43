using System.Globalization;
using System.Numerics;
using Federated.SecureAggregation.Keys;
using Federated.SecureAggregation.Tests.Simulation;

namespace Federated.SecureAggregation.Tests.Keys;

public sealed class FieldElementTests
{
    private static readonly BigInteger Order = BigInteger.Parse("0FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    [Fact]
    public void Arithmetic_DrawnAndExtremeNumbers_IsThatOfBigIntegers()
    {
        BigInteger[] numbers =
        [
            0, 1, 2, Order - 1, Order - 2, Order / 2, (BigInteger.One << 64) - 1, BigInteger.One << 64, (BigInteger.One << 192) + 5, (BigInteger.One << 255) % Order,
            .. Enumerable.Range(0, 60).Select(seed => Plain(FieldElement.Draw(new SeededRandom(seed)))),
        ];
        foreach (BigInteger a in numbers)
        {
            foreach (BigInteger b in numbers)
            {
                Assert.Equal((a + b) % Order, Plain(Element(a) + Element(b)));
                Assert.Equal((a - b + Order) % Order, Plain(Element(a) - Element(b)));
                Assert.Equal(a * b % Order, Plain(Element(a) * Element(b)));
            }
        }
    }

    [Fact]
    public void Invert_AnyNumber_GivesOneWithIt()
    {
        Assert.True(FieldElement.Zero.Invert().IsZero);
        foreach (FieldElement drawn in Enumerable.Range(0, 20).Select(seed => FieldElement.Draw(new SeededRandom(seed))))
        {
            Assert.Equal(FieldElement.One, drawn * drawn.Invert());
        }
    }

    [Fact]
    public void IsElement_AroundTheOrder_IsBelowIt()
    {
        Assert.True(FieldElement.IsElement(Bytes(Order - 1)));
        Assert.False(FieldElement.IsElement(Bytes(Order)));
        Assert.False(FieldElement.IsElement(Bytes(Order + 1)));
        Assert.False(FieldElement.IsElement(Bytes((BigInteger.One << 256) - 1)));
        Assert.True(FieldElement.IsElement(Bytes(0)));
        Assert.False(FieldElement.IsScalar(Bytes(0)));
        Assert.True(FieldElement.IsScalar(Bytes(1)));
    }

    [Fact]
    public void FromInt32_SmallNumbers_AreThemselves() => Assert.All([0, 1, 7, 10_000, int.MaxValue], value => Assert.Equal(value, Plain(FieldElement.FromInt32(value))));

    [Fact]
    public void ToString_OfAnElement_DoesNotTell()
    {
        Assert.Equal("[secret number]", FieldElement.FromInt32(42).ToString());
        Assert.Equal(0, FieldElement.FromInt32(42).GetHashCode());
    }

    private static FieldElement Element(BigInteger value) => FieldElement.Read(Bytes(value));

    private static BigInteger Plain(FieldElement element)
    {
        byte[] bytes = new byte[32];
        element.Write(bytes);
        return new BigInteger(bytes, isUnsigned: true, isBigEndian: true);
    }

    private static byte[] Bytes(BigInteger value)
    {
        byte[] bytes = value.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[32 - bytes.Length], .. bytes];
    }
}
