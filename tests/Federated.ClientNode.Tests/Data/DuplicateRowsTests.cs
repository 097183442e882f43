using Federated.ClientNode.Data;
using Federated.Tasks.Schema;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.ClientNode.Tests.Data;

public class DuplicateRowsTests
{
    private const string Twice = CsvScenario.Header + "\nc1,KS,1,1,1,no\nc2,KS,2,1,1,yes\nc1,KS,3,1,1,no\n c2 ,KS,4,1,1,no\nc3,KS,5,1,1,yes\n";

    private static readonly DataContract WithoutId = DataContract.Create("c", [.. CsvScenario.Contract.Fields.Where(field => field.Role != FieldRole.Id)]);

    [Fact]
    public void Read_CustomerWhoStandsTwice_IsAFaultWithItsLines()
    {
        DataFault fault = CsvScenario.OnlyFault(CsvScenario.Read(Twice));
        Assert.Equal(("FED-DATA-DUPLICATE", 2L, null), (fault.Code, fault.Count, fault.Example));
        Assert.Equal([4L, 5], fault.Lines);
    }

    [Fact]
    public void Read_KeepFirst_LeavesTheOthersOut() =>
        Assert.Equal([1d, 2, 5], CsvScenario.Read(Twice, "duplicates: keep_first").Table!.Numbers("minutes").ToArray());

    [Fact]
    public void Read_Keep_UsesAllAndCountsThem()
    {
        DataReading reading = CsvScenario.Read(Twice, "duplicates: keep");
        Assert.Equal(5, reading.Table!.RowCount);
        Assert.Equal(2, Assert.Single(reading.Report.Notices).Count);
    }

    [Fact]
    public void Read_FirstRowThatIsLeftOut_DoesNotMakeTheSecondADuplicate() =>
        Assert.Equal([2d, 3], CsvScenario.Read(CsvScenario.Header + "\nc1,KS,x,1,1,no\nc1,KS,2,1,1,no\nc2,KS,3,1,1,yes\n", "columns: {minutes: {invalid: drop_row}}").Table!.Numbers("minutes").ToArray());

    [Fact]
    public void Read_EqualRowsWithoutIds_AreUsedAndCounted()
    {
        DataReading reading = WithoutIds("");
        Assert.Equal(4, reading.Table!.RowCount);
        Assert.Equal([4L], Assert.Single(reading.Report.Notices).Lines);
        Assert.Equal(3, WithoutIds("duplicates: keep_first").Table!.RowCount);
        Assert.Null(WithoutIds("duplicates: error").Table);
    }

    [Fact]
    public void DistinctKeys_AnyKeys_AreToldApartAsByAHashSet() => Prop.ForAll(
        Gen.Choose(0, 2000).Select(number => number % 3 == 0 ? (ulong)number : (ulong)number << 40).ArrayOf().Resize(3000).ToArbitrary(),
        numbers =>
        {
            var (keys, oracle) = (new DistinctKeys(), new HashSet<ulong>());
            return numbers.All(number => keys.Add(number) == oracle.Add(number));
        }).QuickCheckThrowOnFailure();

    private static DataReading WithoutIds(string settings)
    {
        var csv = new MemoryStream("state,minutes,calls,plan,churn\nKS,1,1,1,no\nOH,1,1,1,no\nKS,1.0,1,yes,no\nKS,1,1,1,yes\n"u8.ToArray());
        return CsvScenario.Read(WithoutId, CsvScenario.Mapping(settings), csv, "salt", ReadPurpose.Training);
    }
}
