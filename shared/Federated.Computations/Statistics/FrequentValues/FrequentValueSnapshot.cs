using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Federated.Learning.State;

namespace Federated.Computations.Statistics.FrequentValues;

/// <summary>
/// A search for frequent values as a snapshot: F64 tensors <c>stage</c> [2] (0 following prefixes, 1 hashes counted, 2 values named; bits known), <c>rows</c> [text columns] and for each text column
/// <c>hashes.i</c> (prefixes or hashes), <c>counts.i</c>, and <c>names.i</c> [values × 129]: the bytes of each name and before them their number.
/// </summary>
public static class FrequentValueSnapshot
{
    private const int NameWidth = 1 + TextHash.MaximumBytes;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Writes a state; equal states give equal bytes.</summary>
    public static ModelSnapshot Write(FrequentValueState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state switch
        {
            PrefixesFollowed followed => Write(0, followed.Bits, followed.Columns, column => column.Rows,
                (column, index) => [SnapshotFigures.Write(Name("hashes", index), column.Prefixes.Select(prefix => (double)prefix))]),
            HashesCounted counted => Write(1, TextHash.Bits, counted.Columns, column => column.Rows,
                (column, index) => [SnapshotFigures.Write(Name("hashes", index), column.Hashes.Select(hash => (double)hash)), Counts(index, column.Counts)]),
            ValuesNamed named => Write(2, TextHash.Bits, named.Columns, column => column.Rows,
                (column, index) => [SnapshotFigures.Write(Name("names", index), column.Values.SelectMany(value => Spelling(value.Text))), Counts(index, column.Values.Select(value => value.Rows))]),
            _ => throw new ArgumentException("The state is of no known stage.", nameof(state)),
        };
    }

    /// <summary>Reads what <see cref="Write(FrequentValueState)"/> wrote for the same plan.</summary>
    /// <exception cref="ContributionException">The snapshot does not fit the plan, or holds something that no round leaves.</exception>
    public static FrequentValueState Read(ModelSnapshot snapshot, FrequentValuePlan plan)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(plan);
        int columns = plan.Columns.Texts.Length;
        int[] stage = SnapshotFigures.Integers(snapshot, "stage", 2, 0, TextHash.Bits);
        StateTensors.RequireCount(snapshot, 2 + (columns * (stage[0] == 0 ? 1 : 2)));
        long[] rows = SnapshotFigures.Counts(snapshot, "rows", columns);
        switch (stage[0])
        {
            case 0 when IsPrefixLength(stage[1]) && columns > 0:
                return new PrefixesFollowed(plan, stage[1], [.. rows.Select((count, index) => new FollowedColumn(count, Hashes(snapshot, index, stage[1], plan)))]);
            case 1 when columns > 0:
                return new HashesCounted(plan, [.. rows.Select((count, index) => Counted(snapshot, index, count, plan))]);
            case 2:
                return new ValuesNamed(plan, [.. rows.Select((count, index) => Named(snapshot, index, count, plan))]);
            default:
                throw new ContributionException($"The search for frequent values is said to be at stage {stage[0]} with {stage[1]} bits, which it never is; ask for the state again.");
        }
    }

    private static ModelSnapshot Write<TColumn>(
        int stage, int bits, ImmutableArray<TColumn> columns, Func<TColumn, long> rows, Func<TColumn, int, IEnumerable<NamedTensor>> tensors) => new(
    [
        SnapshotFigures.Write("stage", [stage, bits]),
        SnapshotFigures.Write("rows", columns.Select(column => (double)rows(column))),
        .. columns.SelectMany(tensors),
    ]);

    private static string Name(string tensor, int index) => string.Create(CultureInfo.InvariantCulture, $"{tensor}.{index}");

    private static DoubleTensor Counts(int index, IEnumerable<long> counts) => SnapshotFigures.Write(Name("counts", index), counts.Select(count => (double)count));

    private static double[] Spelling(string text)
    {
        var figures = new double[NameWidth];
        byte[] bytes = Utf8.GetBytes(text);
        figures[0] = bytes.Length;
        for (int index = 0; index < bytes.Length; index++)
            figures[1 + index] = bytes[index];
        return figures;
    }

    private static bool IsPrefixLength(int bits)
        => bits == 0 || (bits >= FrequentValuePlan.FirstBits && bits < TextHash.Bits && (bits - FrequentValuePlan.FirstBits) % FrequentValuePlan.FurtherBits == 0);

    private static ImmutableArray<ulong> Hashes(ModelSnapshot snapshot, int index, int bits, FrequentValuePlan plan)
    {
        double[] figures = SnapshotFigures.Read(snapshot, Name("hashes", index));
        bool isAscending = figures.Zip(figures.Skip(1)).All(pair => pair.First < pair.Second);
        if (figures.Length > plan.Most || !isAscending || figures.Any(figure => !double.IsInteger(figure) || figure < 0 || figure >= 1UL << bits))
            throw new ContributionException($"The hashes of a text column are not at most {plan.Most} ascending numbers of {bits} bits; ask for the state again.");
        return [.. figures.Select(figure => (ulong)figure)];
    }

    private static CountedColumn Counted(ModelSnapshot snapshot, int index, long rows, FrequentValuePlan plan)
    {
        ImmutableArray<ulong> hashes = Hashes(snapshot, index, TextHash.Bits, plan);
        long[] counts = SnapshotFigures.Counts(snapshot, Name("counts", index), hashes.Length, plan.Floor);
        RequireRows(counts, rows);
        return new CountedColumn(rows, hashes, [.. counts]);
    }

    private static FrequentColumn Named(ModelSnapshot snapshot, int index, long rows, FrequentValuePlan plan)
    {
        double[] names = SnapshotFigures.Read(snapshot, Name("names", index));
        if (names.Length % NameWidth != 0 || names.Length > NameWidth * plan.Most)
            throw new ContributionException("The names of a text column's frequent values are not those of this job.");
        long[] counts = SnapshotFigures.Counts(snapshot, Name("counts", index), names.Length / NameWidth, plan.Floor);
        RequireRows(counts, rows);
        return new FrequentColumn(rows, [.. names.Chunk(NameWidth).Zip(counts, (name, count) => new FrequentValue(Text(name), count))]);
    }

    private static string Text(double[] name)
    {
        if (name.Any(figure => !double.IsInteger(figure) || figure is < 0 or > 255) || name[0] > TextHash.MaximumBytes)
            throw new ContributionException("The name of a frequent value is not made of bytes; ask for the state again.");
        try
        {
            return Utf8.GetString([.. name.Skip(1).Take((int)name[0]).Select(figure => (byte)figure)]);
        }
        catch (DecoderFallbackException fault)
        {
            throw new ContributionException("The name of a frequent value is no text; ask for the state again.", fault);
        }
    }

    private static void RequireRows(long[] counts, long rows)
    {
        if (counts.Sum(count => (double)count) > rows)
            throw new ContributionException($"Frequent values are counted in more than the {rows} rows that there are; ask for the state again.");
    }
}
