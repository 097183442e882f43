using Federated.Hosting.CommandLine;
using Federated.Tasks.Documents;
using Federated.Tasks.Schema;

namespace Federated.Samples.Quickstart.Columns;

/// <summary>Takes a column for the label: which values it has, and which of them counts as 1.</summary>
internal static class LabelGuess
{
    private const int ShownValues = 6;
    private static readonly string[] PositiveWords = ["yes", "true", "1", "y", "t"];

    /// <param name="profile">The label's column.</param>
    /// <param name="name">Name of the field.</param>
    /// <param name="positive">The value that counts as 1, if the person named it; then the label may have more than two values.</param>
    /// <exception cref="CommandException">The column cannot be a label.</exception>
    public static ContractField Of(ColumnProfile profile, string name, string? positive)
    {
        var values = profile.Counts.Keys.Order(StringComparer.Ordinal).ToArray();
        if (values.Length < 2)
            throw new CommandException("FED-DATA-LABEL", $"the label {Shown.Of(profile.Name)} has {(values.Length == 0 ? "no value" : $"only the value '{Shown.Of(values[0])}'")}, so there is nothing to tell apart", "name a column with two values: --label COLUMN");
        if (positive is null && values.Length > 2)
            throw new CommandException("FED-DATA-LABEL", $"the label {Shown.Of(profile.Name)} has {values.Length:N0} values ({List(profile)}), not two", "say which of them is to be predicted, against all others: --positive VALUE");
        if (values.Length > DataContract.MaximumValues)
            throw new CommandException("FED-DATA-LABEL", $"the label {Shown.Of(profile.Name)} has {values.Length:N0} values; at most {DataContract.MaximumValues:N0} are accepted", "name a column that says which of two kinds a customer is: --label COLUMN");
        return new ContractField
        {
            Name = name,
            Type = FieldType.Category,
            Role = FieldRole.Label,
            Required = true,
            Values = values,
            Positive = positive is null ? Likely(profile, values) : Named(profile, values, positive),
        };
    }

    private static string Likely(ColumnProfile profile, string[] values) =>
        values.Where(value => PositiveWords.Contains(value, StringComparer.OrdinalIgnoreCase)).ToArray() is [var only]
            ? only
            : values.MinBy(value => profile.Counts[value])!;

    private static string Named(ColumnProfile profile, string[] values, string positive) =>
        values.FirstOrDefault(value => value == positive)
        ?? (values.Where(value => value.Equals(positive, StringComparison.OrdinalIgnoreCase)).ToArray() is [var only] ? only : null)
        ?? throw new CommandException("FED-DATA-LABEL", $"the label {Shown.Of(profile.Name)} never is '{Shown.Of(positive)}'", $"write one of its values: {List(profile)}");

    private static string List(ColumnProfile profile) =>
        string.Join(", ", profile.Counts.OrderByDescending(each => each.Value).ThenBy(each => each.Key, StringComparer.Ordinal).Take(ShownValues).Select(each => Shown.Of(each.Key)))
        + (profile.Counts.Count > ShownValues ? ", …" : "");
}
