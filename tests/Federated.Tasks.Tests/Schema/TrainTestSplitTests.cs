using System.Text;
using Federated.Tasks.Schema;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.Tasks.Tests.Schema;

public class TrainTestSplitTests
{
    [Fact]
    public void KeyOfId_KnownInput_IsTheDocumentedHash()
    {
        // SHA-256 of "federated/split/1" 01 00000004 "salt" "7590-VHVEG", its first eight bytes, big endian.
        byte[] input = [.. "federated/split/1"u8, 1, 0, 0, 0, 4, .. "salt7590-VHVEG"u8];
        ulong expected = System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(System.Security.Cryptography.SHA256.HashData(input));
        Assert.Equal(expected, TrainTestSplit.KeyOfId("salt", "7590-VHVEG"u8));
    }

    [Fact]
    public void Key_OtherSaltKindOrContent_Differs()
    {
        ulong key = TrainTestSplit.KeyOfId("ab", "c"u8);
        Assert.NotEqual(key, TrainTestSplit.KeyOfId("a", "bc"u8));
        Assert.NotEqual(key, TrainTestSplit.KeyOfRow("ab", "c"u8));
        Assert.NotEqual(key, TrainTestSplit.KeyOfId("ab", "d"u8));
    }

    [Fact]
    public void Split_AnyTable_PutsEachCustomerOnOneSideAndLosesNoRow() => Prop.ForAll(
        ArbMap.Default.ArbFor<PositiveInt>(), ArbMap.Default.ArbFor<NonNull<string>>(), (size, salt) =>
        {
            LocalTable table = TableOf(Enumerable.Range(0, size.Get * 3).Select(row => row % size.Get), salt.Get);
            (LocalTable training, LocalTable test) = TrainTestSplit.Split(table, 0.3);
            return training.RowCount + test.RowCount == table.RowCount
                && !training.SplitKeys.ToArray().Intersect(test.SplitKeys.ToArray()).Any();
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0, RowPart.Test)]
    [InlineData(0.199, RowPart.Test)]
    [InlineData(0.201, RowPart.Validation)]
    [InlineData(0.359, RowPart.Validation)]
    [InlineData(0.361, RowPart.Training)]
    [InlineData(0.999, RowPart.Training)]
    public void PartOf_FifthOfTheCustomersNotHeldOut_IsForChoosing(double key, RowPart part) => Assert.Equal(part, TrainTestSplit.PartOf((ulong)(key * Math.Pow(2, 64)), 0.2, 0.2));

    [Fact]
    public void PartOf_NoValidationFraction_LeavesTheRestForTraining() => Assert.Equal(RowPart.Training, TrainTestSplit.PartOf(ulong.MaxValue / 5 + 2048, 0.2, 0));

    [Theory]
    [InlineData(-0.01)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void PartOf_ValidationFractionOutOfRange_Throws(double fraction) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => TrainTestSplit.PartOf(0, 0.2, fraction));

    [Fact]
    public void Split_RowsInAnotherOrder_PutsTheSameCustomersOnTheSameSide()
    {
        int[] customers = [.. Enumerable.Range(0, 500)];
        ulong[] forward = TestKeys(customers), backward = TestKeys(customers.Reverse());
        Assert.Equal(forward.Order(), backward.Order());
        Assert.NotEmpty(forward);
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.2)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void Split_ManyCustomers_TestShareIsWithinFiveBinomialDeviations(double fraction)
    {
        const int Customers = 20_000;
        for (int salt = 0; salt < 5; salt++)
        {
            int test = Enumerable.Range(0, Customers).Count(id => TrainTestSplit.IsTest(Key(id, $"salt {salt}"), fraction));
            Assert.InRange(test, Customers * fraction - (5 * Deviation(fraction)), Customers * fraction + (5 * Deviation(fraction)));
        }

        static double Deviation(double fraction) => Math.Sqrt(Customers * fraction * (1 - fraction));
    }

    [Fact]
    public void IsTest_GreaterFraction_KeepsEveryTestCustomer() => Prop.ForAll<int>(id =>
    {
        ulong key = Key(id, "salt");
        bool[] sides = [.. Enumerable.Range(1, 99).Select(percent => TrainTestSplit.IsTest(key, percent / 100.0))];
        return sides.SequenceEqual(sides.Order());
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    public void IsTest_FractionOutsideTheOpenInterval_Throws(double fraction) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => TrainTestSplit.IsTest(1, fraction));

    private static ulong Key(int id, string salt) =>
        TrainTestSplit.KeyOfId(salt, Encoding.UTF8.GetBytes(id.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    private static ulong[] TestKeys(IEnumerable<int> customers) => TrainTestSplit.Split(TableOf(customers, "salt"), 0.2).Test.SplitKeys.ToArray();

    private static LocalTable TableOf(IEnumerable<int> customers, string salt)
    {
        var builder = new LocalTableBuilder(DataContract.Parse(Contracts.Churn, "contract.yaml"));
        foreach (int customer in customers)
            builder.Add([0, 1, 1, 1], customer % 2, Key(customer, salt));
        return builder.Build();
    }
}
