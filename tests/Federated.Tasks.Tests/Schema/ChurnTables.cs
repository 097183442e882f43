using System.Text;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Tests.Schema;

/// <summary>Tables of <see cref="Contracts.Churn"/>: customers who leave use many minutes and live in Kansas.</summary>
internal static class ChurnTables
{
    public static readonly DataContract Contract = DataContract.Parse(Contracts.Churn, "contract.yaml");

    public static LocalTable Of(params (double State, double Minutes, double Calls, double Plan, float Label)[] rows)
    {
        var builder = new LocalTableBuilder(Contract);
        for (var row = 0; row < rows.Length; row++)
        {
            var (state, minutes, calls, plan, label) = rows[row];
            builder.Add([state, minutes, calls, plan], label, TrainTestSplit.KeyOfId("salt", Encoding.UTF8.GetBytes($"{row}")));
        }

        return builder.Build();
    }

    public static LocalTable Sample(int rows, int seed)
    {
        var random = new Random(seed);
        return Of([.. Enumerable.Range(0, rows).Select(_ =>
        {
            var leaves = random.NextDouble() < 0.4;
            var minutes = Math.Clamp((leaves ? 320 : 180) + (60 * (random.NextDouble() - 0.5)), 0, 500);
            return (leaves == random.NextDouble() < 0.8 ? 0.0 : random.Next(-1, 3), minutes, random.NextDouble() < 0.2 ? double.NaN : random.Next(0, 200), random.Next(0, 2), leaves ? 1f : 0f);
        })]);
    }

    /// <summary>The tables' rows one after the other, as nobody but a test could have them.</summary>
    public static LocalTable Pool(params LocalTable[] tables)
    {
        var builder = new LocalTableBuilder(Contract);
        foreach (var table in tables)
        {
            for (var row = 0; row < table.RowCount; row++)
            {
                builder.Add(
                    [table.Categories("state")[row], table.Numbers("minutes")[row], table.Numbers("calls")[row], table.Categories("plan")[row]], table.Labels[row], table.SplitKeys[row]);
            }
        }

        return builder.Build();
    }
}
