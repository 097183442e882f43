using System.Collections.Immutable;
using System.Text;

namespace Federated.Computations.Statistics.FrequentValues;

/// <summary>
/// Frequent values of texts that nobody declared, with exact counts, by a prefix tree over salted 48-bit hashes (after TrieHH: Zhu, Kairouz, McMahan, Sun and Li 2020; here over
/// hashes, by exact secure sums). The first round counts rows by the first 12 bits of their text's hash; each further round looks 6 bits further, below those
/// prefixes alone that as many rows share as the floor, and at most the <see cref="FrequentValuePlan.Most"/> most frequent of them. After seven rounds whole
/// hashes are left; of these, those that enough rows and enough nodes hold are named in the eighth: each node adds the bytes of its text once for each row that has it, and the sum
/// divided by the count spells the text. A name is believed only when it hashes to what was counted.
/// <para>
/// What is revealed. To everybody: which prefixes were followed, and in the end the named values, their counts and the rows that have a text (a value whose count would leave 1 to below
/// the floor rows for all others together is not named). To the coordinator, besides: the counts of each round. Of a text that
/// few share it sees the first bits of the hash, until fewer rows than the floor share them, and at most 6 bits more (12 in the first round): among n rows about
/// log₂(n ÷ floor) + 6 bits of 48, which a great many other texts have in common. It never sees a whole hash that fewer rows than the floor had in common but for those last bits, so that a list of
/// all e-mail addresses or names cannot be held against the sums. Do not ask for columns that hold few different, sensitive texts: those can be guessed from short prefixes.
/// A value that one partner alone holds is that partner's: it is counted, but not named, unless the plan wants it. A coordinator that does not keep to this, and follows prefixes
/// of its own choice, could ask whether some text occurs; it would have to publish these prefixes to every node.
/// </para>
/// </summary>
public sealed class FederatedFrequentValues : JointSums<FrequentValueState>
{
    /// <summary>Rounds that it takes at most: seven for the hashes, one for the names.</summary>
    public const int Rounds = 2 + ((TextHash.Bits - FrequentValuePlan.FirstBits) / FrequentValuePlan.FurtherBits);

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <inheritdoc/>
    public override TableColumns ColumnsOf(FrequentValueState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Plan.Columns;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ColumnSum> Ask(FrequentValueState state) => state switch
    {
        PrefixesFollowed followed => [.. followed.Columns.Select((column, text)
            => new HashPrefixCounts(text, state.Plan.Salt, followed.Bits, column.Prefixes, followed.StepBits, followed.IsLast))],
        HashesCounted counted => [.. counted.Columns.Select((column, text) => new TextByteSums(text, state.Plan.Salt, column.Hashes))],
        _ => [],
    };

    /// <inheritdoc/>
    public override FrequentValueState Answer(FrequentValueState state, SumAnswers answers)
    {
        ArgumentNullException.ThrowIfNull(answers);
        return state switch
        {
            PrefixesFollowed { IsLast: true } followed => Finish(new HashesCounted(state.Plan, [.. followed.Columns.Select((column, sum) => Count(state.Plan, column, answers, sum))])),
            PrefixesFollowed followed => Finish(new PrefixesFollowed(
                state.Plan, followed.Bits + followed.StepBits, [.. followed.Columns.Select((column, sum) => Follow(followed, column, answers, sum))])),
            HashesCounted counted => new ValuesNamed(state.Plan, [.. counted.Columns.Select((column, sum) => Name(state.Plan, column, answers, sum))]),
            _ => throw new InvalidOperationException("The frequent values are known already; no round is left."),
        };
    }

    /// <inheritdoc/>
    public override bool IsDone(FrequentValueState state) => state is ValuesNamed;

    private static FollowedColumn Follow(PrefixesFollowed state, FollowedColumn column, SumAnswers answers, int sum)
    {
        FrequentValuePlan plan = state.Plan;
        long[] counts = answers.RowsIn(sum, ..);
        IEnumerable<int> followed = Enumerable.Range(0, counts.Length).Where(cell => counts[cell] >= plan.Floor).OrderByDescending(cell => counts[cell]).Take(plan.Most).Order();
        return new FollowedColumn(state.Bits == 0 ? counts.Sum() : column.Rows, [.. followed.Select(cell => Prefix(column, cell, state.StepBits))]);
    }

    private static CountedColumn Count(FrequentValuePlan plan, FollowedColumn column, SumAnswers answers, int sum)
    {
        int cells = column.Prefixes.Length << FrequentValuePlan.FurtherBits;
        long[] counts = answers.RowsIn(sum, ..cells), holders = answers.RowsIn(sum, cells.., (long)answers.Contributors * cells);
        if (holders.Any(held => held > answers.Contributors))
            throw new ContributionException($"More nodes hold a text than the {answers.Contributors} in the sum; a node contributed something else.");
        var named = new List<int>(Enumerable.Range(0, cells).Where(cell => counts[cell] >= plan.Floor && holders[cell] >= plan.Holders)
            .OrderByDescending(cell => counts[cell]).Take(plan.Most));
        long rows = Math.Max(column.Rows, counts.Sum());
        while (named.Count > 0 && rows - named.Sum(cell => counts[cell]) is > 0 and var others && others < plan.Floor)
            named.RemoveAt(named.Count - 1);
        named.Sort();
        return new CountedColumn(rows, [.. named.Select(cell => Prefix(column, cell, FrequentValuePlan.FurtherBits))], [.. named.Select(cell => counts[cell])]);
    }

    private static FrequentColumn Name(FrequentValuePlan plan, CountedColumn column, SumAnswers answers, int sum)
    {
        var values = new List<FrequentValue>();
        for (int index = 0; index < column.Hashes.Length; index++)
        {
            ReadOnlySpan<double> letters = answers[sum].Slice(index * TextHash.MaximumBytes, TextHash.MaximumBytes);
            if (Spell(letters, column.Counts[index]) is { } text && TextHash.Of(plan.Salt, text) == column.Hashes[index])
                values.Add(new FrequentValue(text, column.Counts[index]));
        }

        return new FrequentColumn(column.Rows, [.. values.OrderByDescending(value => value.Rows).ThenBy(value => value.Text, StringComparer.Ordinal)]);
    }

    // Null when the rows do not all hold one text: two texts share the hash, or nodes came or went between the rounds.
    private static string? Spell(ReadOnlySpan<double> letters, long rows)
    {
        var bytes = new byte[letters.Length];
        for (int index = 0; index < letters.Length; index++)
        {
            double letter = letters[index] * 256 / rows, nearest = Math.Round(letter);
            if (!(Math.Abs(letter - nearest) < 1e-9) || nearest is < 0 or > 255)
                return null;
            bytes[index] = (byte)nearest;
        }

        try
        {
            return Utf8.GetString(bytes.AsSpan().TrimEnd((byte)0));
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static ulong Prefix(FollowedColumn column, int cell, int stepBits) => (column.Prefixes[cell >> stepBits] << stepBits) | ((ulong)cell & ((1UL << stepBits) - 1));

    // A sum needs a value: where no column has anything left to ask, the search ends early.
    private static FrequentValueState Finish(FrequentValueState state) => state switch
    {
        PrefixesFollowed followed when followed.Columns.All(column => column.Prefixes.IsEmpty) => Nothing(state.Plan, followed.Columns.Select(column => column.Rows)),
        HashesCounted counted when counted.Columns.All(column => column.Hashes.IsEmpty) => Nothing(state.Plan, counted.Columns.Select(column => column.Rows)),
        _ => state,
    };

    private static ValuesNamed Nothing(FrequentValuePlan plan, IEnumerable<long> rows) => new(plan, [.. rows.Select(count => new FrequentColumn(count, []))]);
}
