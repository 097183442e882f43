using Federated.Tasks.Documents;

namespace Federated.Tasks.Schema;

/// <summary>Reads one field of a contract. Keys that do not apply to the field's type or role are unknown keys there.</summary>
internal static class ContractFieldReader
{
    private const double ExactIntegers = 9007199254740992;

    public static ContractField Read(DocumentSection section, IReadOnlyList<string> items)
    {
        string name = section.RequiredFieldName("name");
        FieldRole role = FieldWords.RoleOf(section.Choice("role", FieldWords.Roles, FieldWords.Of(FieldRole.Feature)));
        string? word = role == FieldRole.Id && !section.Has("type") ? FieldWords.Of(FieldType.Text) : section.RequiredChoice("type", FieldWords.Types);
        return word is null
            ? new ContractField { Name = name, Type = FieldType.Boolean, Role = role }
            : Read(section, name, role, FieldWords.TypeOf(word), items);
    }

    /// <summary>The rest of a field whose type is known; without a type nothing more could be said about its keys.</summary>
    private static ContractField Read(DocumentSection section, string name, FieldRole role, FieldType type, IReadOnlyList<string> items)
    {
        CheckTypeForRole(section, type, role, items);
        (double minimum, double maximum) = type is FieldType.Number or FieldType.WholeNumber or FieldType.Date ? Bounds(section, type) : default;
        IReadOnlyList<string> values = type switch
        {
            FieldType.Category when role == FieldRole.Item => items,
            FieldType.Category => Values(section, role),
            FieldType.Boolean => ContractField.BooleanValues,
            _ => [],
        };
        string positive = role == FieldRole.Label ? Positive(section, type, values) : "";
        bool required = Required(section, role);
        section.Close();
        return new ContractField
        {
            Name = name,
            Type = type,
            Role = role,
            Required = required,
            Minimum = minimum,
            Maximum = maximum,
            Values = values,
            Positive = positive,
        };
    }

    private static bool Required(DocumentSection section, FieldRole role)
    {
        if (role is FieldRole.Feature or FieldRole.Group)
            return section.Truth("required", fallback: false);
        if (!section.Truth("required", fallback: true))
            section.Fault("required", "VALUE", $"a field with role {FieldWords.Of(role)} cannot be optional", "delete 'required: false'; rows without it are dropped by 'invalid: drop_row' in the node's mapping");
        return true;
    }

    private static void CheckTypeForRole(DocumentSection section, FieldType type, FieldRole role, IReadOnlyList<string> items)
    {
        if (role == FieldRole.Item && type is not (FieldType.Category or FieldType.Text))
            section.Fault("type", "TYPE", $"an item cannot be of type {FieldWords.Of(type)}", "write 'type: category' and give the job its items, or 'type: text' to find the frequent ones");
        if (role == FieldRole.Item && type == FieldType.Category && items.Count == 0)
            section.Fault("type", "ITEMS", "an item that is a category needs the job's items", "add 'items: items.csv' to the job, or write 'type: text' to find the frequent ones");
        if (role == FieldRole.Id && type != FieldType.Text)
            section.Fault("type", "TYPE", "an id is compared, never computed with", "delete its type, or write 'type: text'");
        if (role == FieldRole.Label && type is (FieldType.Date or FieldType.Text))
            section.Fault("type", "TYPE", $"a label cannot be of type {FieldWords.Of(type)}", "make it boolean, number, integer, or category with its values and 'positive: value'");
        if (role == FieldRole.Group && type is not (FieldType.Category or FieldType.Boolean))
            section.Fault("type", "TYPE", $"a group cannot be of type {FieldWords.Of(type)}", "make it boolean, or category with its values");
    }

    private static (double Minimum, double Maximum) Bounds(DocumentSection section, FieldType type)
    {
        if (!section.Has("min") || !section.Has("max"))
            section.Fault("name", "MISSING", "a number needs min and max, for they bound what one row adds to a statistic", "add 'min: …' and 'max: …', wide enough for every partner");
        if (Bound(section, "min", type) is not { } minimum || Bound(section, "max", type) is not { } maximum)
            return default;
        if (minimum >= maximum)
            section.Fault("max", "RANGE", "max is not above min", "write a range with min < max");
        else if (!double.IsFinite(maximum - minimum))
            section.Fault("max", "RANGE", "the range is too wide to compute with", "narrow it");
        else if (type == FieldType.WholeNumber && (!IsExactInteger(minimum) || !IsExactInteger(maximum)))
            section.Fault("min", "RANGE", "the bounds of an integer are not whole numbers within ±2^53", "round them, or use 'type: number'");
        return (minimum, maximum);
    }

    private static double? Bound(DocumentSection section, string key, FieldType type)
    {
        if (type != FieldType.Date)
            return section.OptionalNumber(key);
        if (section.OptionalText(key) is not { } text)
            return null;
        if (Days.TryParse(text, out double days))
            return days;
        section.Fault(key, "VALUE", $"{key} is '{Shown.Of(text)}', not a date", "write a date like 2026-01-31");
        return null;
    }

    private static bool IsExactInteger(double value) => Math.Abs(value) <= ExactIntegers && double.IsInteger(value);

    private static IReadOnlyList<string> Values(DocumentSection section, FieldRole role)
    {
        IReadOnlyList<string> values = section.Texts("values", DataContract.MaximumValues);
        if (!section.Has("values"))
            section.Fault("name", "MISSING", "a category needs its values", "add 'values: [a, b, …]'; they must be declared, for collecting them would leak rare ones");
        else if (values.Count < (role == FieldRole.Label ? 2 : 1))
            section.Fault("values", "VALUE", role == FieldRole.Label ? "a label needs at least two values" : "a category needs at least one value", "declare every value that may occur");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string value in values)
        {
            if (!seen.Add(value))
                section.Fault("values", "VALUE", $"the value '{Shown.Of(value)}' is declared twice", "keep one of the two");
            if (value != value.Trim() || !value.EnumerateRunes().All(Shown.IsPrintable))
                section.Fault("values", "VALUE", $"the value '{Shown.Of(value)}' begins or ends with a space or holds an invisible character", "cells are compared after trimming; declare the trimmed value");
        }
        return values;
    }

    private static string Positive(DocumentSection section, FieldType type, IReadOnlyList<string> values)
    {
        if (type is not (FieldType.Boolean or FieldType.Category))
            return "";
        string? positive = section.OptionalText("positive");
        if (type == FieldType.Boolean && !section.Has("positive"))
            return "true";
        if (!section.Has("positive") && values.Count > 2)
            return "";
        if (!section.Has("positive"))
            section.Fault("name", "MISSING", "the label does not say which value counts as 1", "add 'positive: value'");
        else if (positive is not null && values.Count > 0 && !values.Contains(positive, StringComparer.Ordinal))
            section.Fault("positive", "VALUE", $"positive is '{Shown.Of(positive)}', which is not among the label's values", $"write one of {string.Join(", ", values.Take(10).Select(value => Shown.Of(value)))}");
        return positive ?? "";
    }
}
