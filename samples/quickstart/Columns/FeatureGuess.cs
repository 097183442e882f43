using System.Globalization;
using System.Text;
using Federated.Tasks.Documents;
using Federated.Tasks.Schema;

namespace Federated.Samples.Quickstart.Columns;

/// <summary>Takes a column for a feature, or says why it cannot be one.</summary>
internal static class FeatureGuess
{
    /// <summary>Most values that a category declares; rarer ones count as "other".</summary>
    public const int MostValues = 50;

    private const double ShareOfNumbers = 0.95;
    private const int LongestValue = 200;
    private static readonly string[] False = ["false", "no", "n", "f", "0"];
    private static readonly string[] True = ["true", "yes", "y", "t", "1"];
    private static readonly string[] IdWords = ["id", "key", "no", "nr", "number", "index", "row", "uuid", "guid"];

    /// <param name="profile">The column.</param>
    /// <param name="names">Gives the field its name.</param>
    /// <param name="notice">What is to be told about the column, or null.</param>
    /// <returns>Null when the column is left out.</returns>
    public static GuessedColumn? Of(ColumnProfile profile, FieldNames names, out string? notice)
    {
        notice = WhyUseless(profile);
        if (notice is not null)
            return null;
        if (IsBoolean(profile))
            return new GuessedColumn(profile.Name, new ContractField { Name = names.For(profile.Name), Type = FieldType.Boolean }, HasOthers: false);
        return profile.Numbers >= ShareOfNumbers * profile.Present && profile.Maximum > profile.Minimum
            ? Number(profile, names, out notice)
            : Category(profile, names, out notice);
    }

    private static string? WhyUseless(ColumnProfile profile) => profile switch
    {
        { Name.Length: 0 } => "A column without a name is left out.",
        { Name.Length: > LongestValue } => $"{Shown.Of(profile.Name)} is left out: its name is longer than {LongestValue} characters.",
        { Present: 0 } => $"{Shown.Of(profile.Name)} is left out: it is blank.",
        { Counts.Count: 1 } => $"{Shown.Of(profile.Name)} is left out: it is '{Shown.Of(profile.Counts.Keys.Single())}' in every row.",
        _ when IsIdentifier(profile) => $"{Shown.Of(profile.Name)} is left out: it looks like an id or free text ({profile.Counts.Count:N0} values in {profile.Present:N0} rows). If it names the customer: --id {Shown.Of(profile.Name)}",
        _ => null,
    };

    private static bool IsIdentifier(ColumnProfile profile)
    {
        if (profile.Numbers < ShareOfNumbers * profile.Present)
            return profile.IsUnique || (profile.Counts.Count > MostValues && profile.Counts.Count > profile.Present / 2);
        var isDense = profile.Maximum - profile.Minimum < 2.0 * profile.Present;
        return profile is { IsUnique: true, AreWhole: true } && profile.Present > MostValues && (isDense || HasIdName(profile.Name));
    }

    /// <summary>Whether one of the name's words says so: customer_id, CustomerId, row number.</summary>
    private static bool HasIdName(string name)
    {
        var words = new StringBuilder();
        for (var index = 0; index < name.Length; index++)
        {
            if (index > 0 && char.IsUpper(name[index]) && char.IsLower(name[index - 1]))
                words.Append(' ');
            words.Append(char.IsLetter(name[index]) ? char.ToLowerInvariant(name[index]) : ' ');
        }

        return words.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries).Any(word => IdWords.Contains(word));
    }

    private static bool IsBoolean(ColumnProfile profile)
    {
        var values = profile.Counts.Keys;
        return values.Any(value => False.Contains(value, StringComparer.OrdinalIgnoreCase)) && values.Any(value => True.Contains(value, StringComparer.OrdinalIgnoreCase))
            && values.All(value => False.Concat(True).Contains(value, StringComparer.OrdinalIgnoreCase));
    }

    private static GuessedColumn? Number(ColumnProfile profile, FieldNames names, out string? notice)
    {
        var words = profile.Present - profile.Numbers;
        if (PlausibleBounds.Around(profile.Minimum, profile.Maximum) is not var (minimum, maximum))
        {
            notice = $"{Shown.Of(profile.Name)} is left out: its numbers are too far apart to compute with.";
            return null;
        }

        notice = words > 0 ? $"{Shown.Of(profile.Name)}: {words:N0} cells are no numbers and count as missing." : null;
        var isWhole = profile.AreWhole && double.IsInteger(minimum) && double.IsInteger(maximum) && Math.Max(-minimum, maximum) <= 1L << 53;
        var field = new ContractField
        {
            Name = names.For(profile.Name),
            Type = isWhole ? FieldType.WholeNumber : FieldType.Number,
            Minimum = minimum,
            Maximum = maximum,
        };
        return new GuessedColumn(profile.Name, field, HasOthers: words > 0);
    }

    private static GuessedColumn? Category(ColumnProfile profile, FieldNames names, out string? notice)
    {
        var kept = profile.Counts.Where(each => IsDeclarable(each.Key))
            .OrderByDescending(each => each.Value).ThenBy(each => each.Key, StringComparer.Ordinal)
            .Take(MostValues).Select(each => each.Key).Order(StringComparer.Ordinal).ToArray();
        if (kept.Length == 0)
        {
            notice = $"{Shown.Of(profile.Name)} is left out: it is free text.";
            return null;
        }

        var others = profile.Counts.Count - kept.Length;
        notice = others > 0 ? string.Create(CultureInfo.InvariantCulture, $"{Shown.Of(profile.Name)}: the rarest {others:N0} of {profile.Counts.Count:N0} values count as 'other'.") : null;
        return new GuessedColumn(profile.Name, new ContractField { Name = names.For(profile.Name), Type = FieldType.Category, Values = kept }, HasOthers: others > 0);
    }

    private static bool IsDeclarable(string value) => value.Length <= LongestValue && value.EnumerateRunes().All(rune =>
        rune != Rune.ReplacementChar && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned));
}
