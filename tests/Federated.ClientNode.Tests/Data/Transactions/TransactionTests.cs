using System.Globalization;
using System.Text;
using Federated.ClientNode.Data;
using Federated.ClientNode.Data.Sources;
using Federated.ClientNode.Tests.Join;
using Federated.Tasks.Documents;
using Federated.Tasks.Schema;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.ClientNode.Tests.Data.Transactions;

public sealed class TransactionTests : IDisposable
{
    private const string Settings = "customer: who, date: day, amount: spent, category: kind, as_of: 2026-01-31, horizon_days: 30";

    private static readonly DataContract Contract = DataContract.Parse("""
        name: buyers
        fields:
          - {name: customer, role: id}
          - {name: recency_days, type: integer, min: 0, max: 1000}
          - {name: frequency, type: integer, min: 0, max: 1000}
          - {name: monetary, type: number, min: -1000, max: 1000}
          - {name: total, type: number, min: -10000, max: 10000}
          - {name: tenure_days, type: integer, min: 0, max: 1000}
          - {name: span_days, type: integer, min: 0, max: 1000}
          - {name: repeat, type: integer, min: 0, max: 1000}
          - {name: repeat_amount, type: number, min: -1000, max: 1000}
          - {name: top_category, type: category, values: [food, books]}
          - {name: next_total, type: number, min: -10000, max: 10000}
          - {name: next_active, type: boolean, role: label}
        """, "contract.yaml");

    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_TransactionsAlone_GiveOneRowACustomer()
    {
        DataReading reading = Read("""
            who,day,spent,kind
            a,2026-01-01,10,food
            b,2026-01-05,5,books
            a,2026-01-01,20,books
            a,2026-01-11,30,books
            a,2026-02-01,7,food
            b,2026-03-03,9,food
            c,2026-02-02,1,food
            """);
        LocalTable table = Sound(reading);
        Assert.Equal(["a", "b"], Ids("who,day,spent,kind\na,2026-01-01,10,food\nb,2026-01-05,5,books\n"));
        Assert.Equal([20d, 26], table.Numbers("recency_days").ToArray());
        Assert.Equal([3d, 1], table.Numbers("frequency").ToArray());
        Assert.Equal([20d, 5], table.Numbers("monetary").ToArray());
        Assert.Equal([60d, 5], table.Numbers("total").ToArray());
        Assert.Equal([30d, 26], table.Numbers("tenure_days").ToArray());
        Assert.Equal([10d, 0], table.Numbers("span_days").ToArray());
        Assert.Equal([1d, 0], table.Numbers("repeat").ToArray());
        Assert.Equal([30d, double.NaN], table.Numbers("repeat_amount").ToArray());
        Assert.Equal([1, 1], table.Categories("top_category").ToArray());
        Assert.Equal([7d, 0], table.Numbers("next_total").ToArray());
        Assert.Equal([1f, 0], table.Labels.ToArray());
        Assert.Contains(reading.Report.Notices, notice => notice.What == "1 transactions are later than as_of and horizon_days");
    }

    [Fact]
    public void Read_CustomerTableAndTransactions_AreJoinedById()
    {
        _folder.Write("customers.csv", "name,age\nb,1\nx,2\na,3\n");
        DataContract contract = DataContract.Parse("""
            name: joined
            fields:
              - {name: customer, role: id}
              - {name: age, type: integer, min: 0, max: 100}
              - {name: frequency, type: integer, min: 0, max: 1000}
              - {name: recency_days, type: integer, min: 0, max: 1000}
              - {name: next_active, type: boolean, role: label}
            """, "contract.yaml");
        DataReading reading = Read(
            "who,day,spent,kind\na,2026-01-01,10,food\na,2026-02-10,10,food\nz,2026-01-01,10,food\n b ,2026-01-30,1,\n",
            "source: customers.csv\ncolumns: {customer: {column: name}}\n",
            contract);
        LocalTable table = Sound(reading);
        Assert.Equal([1d, 2, 3], table.Numbers("age").ToArray());
        Assert.Equal([1d, 0, 1], table.Numbers("frequency").ToArray());
        Assert.Equal([1, double.NaN, 30], table.Numbers("recency_days").ToArray());
        Assert.Equal([0f, 0, 1], table.Labels.ToArray());
        Assert.Contains(reading.Report.Notices, notice => notice.What == "1 customers have transactions and are not in the customer table");
    }

    [Fact]
    public void Read_TransactionsInAnyOrder_GiveWhatASlowCountGives() => Prop.ForAll(
        Gen.Choose(0, (4 * 13 * 26) - 1).Select(code => (Who: code % 4, Day: code / 4 % 13, Spent: (code / 52) - 5)).ArrayOf().Where(rows => rows.Any(row => row.Day > 10) && rows.Any(row => row.Day <= 10)).ToArbitrary(),
        rows =>
        {
            var start = new DateOnly(2026, 1, 21);
            var csv = new StringBuilder("who,day,spent,kind\n");
            foreach (var (who, day, spent) in rows)
                csv.Append(CultureInfo.InvariantCulture, $"c{who},{start.AddDays(day):yyyy-MM-dd},{spent},food\n");
            DataReading reading = Read(csv.ToString(), purpose: ReadPurpose.Scoring);
            var known = rows.Where(row => row.Day <= 10).GroupBy(row => row.Who).ToDictionary(each => $"c{each.Key}", each => each.ToArray());
            return reading.Ids.Order().SequenceEqual(known.Keys.Order()) && reading.Ids.Select((id, at) => (id, at)).All(each =>
            {
                var mine = known[each.id];
                double Column(string name) => reading.Table!.Numbers(name)[each.at];
                return Column("frequency") == mine.Length
                    && Column("repeat") == mine.Select(row => row.Day).Distinct().Count() - 1
                    && Column("recency_days") == 10 - mine.Max(row => row.Day)
                    && Column("tenure_days") == 10 - mine.Min(row => row.Day)
                    && Column("span_days") == mine.Max(row => row.Day) - mine.Min(row => row.Day)
                    && Column("repeat_amount").Equals(MeanAfterTheFirstDay(mine))
                    && Column("total") == mine.Sum(row => row.Spent);
            });
        }).QuickCheckThrowOnFailure();

    private static double MeanAfterTheFirstDay((int Who, int Day, int Spent)[] mine)
    {
        int[] later = [.. mine.GroupBy(row => row.Day).OrderBy(day => day.Key).Skip(1).Select(day => day.Sum(row => row.Spent))];
        return later.Length == 0 ? double.NaN : later.Average();
    }

    [Fact]
    public void Read_FaultyTransactions_AreCountedAndRefusedOrLeftOut()
    {
        const string rows = "who,day,spent,kind\na,2026-01-01,10,food\n,2026-01-01,10,food\nb,31.01.2026,10,food\nb,2026-01-01,much,food\nb,2026-01-02\nb,2026-02-03,1,food\nb,2026-01-03,1,food\n";
        DataReading refused = Read(rows);
        Assert.Equal(["FED-DATA-MISSING", "FED-DATA-RAGGED", "FED-DATA-TYPE", "FED-DATA-TYPE"], refused.Report.Faults.Select(fault => fault.Code).Order());
        Assert.Equal("✗ FED-DATA-TYPE  each transaction must have a date (ISO 8601, or as date_format: says): 1 of 7 transactions (14.3 %) break this, e.g. line 4 \"31.01.2026\"", refused.Report.ToLines().ElementAt(4));
        Assert.Equal(2, Sound(Read(rows, transactions: Settings + ", invalid: drop_row")).RowCount);
    }

    [Fact]
    public void Read_DeclaredDateFormat_IsUsed() =>
        Assert.Equal([1f, 0f], Sound(Read("who,day,spent,kind\na,31/01/2026,1,food\na,01/02/2026,1,food\nb,30/01/2026,1,food\n", transactions: Settings + ", date_format: dd/MM/yyyy")).Labels.ToArray());

    [Fact]
    public void Read_ColumnThatIsNotThere_IsNamed() =>
        Assert.Contains("did you mean 'spent'?", Assert.Single(Read("who,day,spent,kind\n", transactions: Settings.Replace("spent", "spend", StringComparison.Ordinal)).Report.Faults).Mend, StringComparison.Ordinal);

    [Theory]
    [InlineData("transactions: {source: t.csv, customer: a, date: b, amount: c}\n", "FED-DATA-MISSING")]
    [InlineData("transactions: {source: t.csv, customer: a, date: b, amount: c, as_of: 31.1.2026}\n", "FED-DATA-VALUE")]
    [InlineData("transactions: {source: t.csv, customer: a, date: b, amount: c, as_of: 2026-01-31, date_format: Q}\n", "FED-DATA-VALUE")]
    [InlineData("transactions: {customer: a, date: b, amount: c, as_of: 2026-01-31}\n", "FED-DATA-MISSING")]
    public void Parse_FaultyTransactions_AreNamed(string text, string code) =>
        Assert.Contains(Assert.Throws<DocumentException>(() => DataMapping.Parse(text, "mapping.yaml", "/data")).Faults, fault => fault.Code == code);

    [Theory]
    [InlineData("2026-01-31", 0)]
    [InlineData("20260131", 0)]
    [InlineData("2026-01-31T13:45", 13)]
    [InlineData("2026-01-31 13:45:01.5", 13)]
    [InlineData("2026-01-31T23:45:01Z", 23)]
    [InlineData("2026-02-01T00:30:00+02:00", 22)]
    public void DateFormat_Iso_ReadsEveryForm(string text, int hour)
    {
        Assert.True(DateFormat.Iso.TryRead(Cell.Of(text), out DateTime date));
        Assert.Equal((new DateTime(2026, 1, 31), hour), (date.Date, date.Hour));
    }

    private string[] Ids(string transactions) => [.. Read(transactions, purpose: ReadPurpose.Scoring).Ids];

    private static LocalTable Sound(DataReading reading)
    {
        Assert.True(reading.Report.IsUsable, string.Join('\n', reading.Report.ToLines()));
        return reading.Table!;
    }

    private DataReading Read(string rows, string customers = "", DataContract? contract = null, string transactions = Settings, ReadPurpose purpose = ReadPurpose.Training)
    {
        _folder.Write("transactions.csv", rows);
        DataMapping mapping = DataMapping.Parse($"{customers}transactions: {{source: transactions.csv, {transactions}}}\n", "mapping.yaml", _folder.Root);
        return TableReader.Read(contract ?? Contract, mapping, "salt", purpose);
    }
}
