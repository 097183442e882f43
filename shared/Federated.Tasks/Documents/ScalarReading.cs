using System.Globalization;

namespace Federated.Tasks.Documents;

/// <summary>
/// Single values of a section. Each method returns the fallback when the key is not written, and records a fault and returns the fallback
/// when the value is not what it should be, so that reading goes on and finds the other faults too.
/// </summary>
public static class ScalarReading
{
    /// <summary>Text of 1 to <paramref name="maximumLength"/> characters, or null.</summary>
    public static string? OptionalText(this DocumentSection section, string key, int maximumLength = 200) =>
        section.Scalar(key) is { } scalar && section.TextOf(scalar, key, maximumLength) ? scalar.Text : null;

    /// <summary>Text that must be written; an empty string after a fault.</summary>
    public static string RequiredText(this DocumentSection section, string key, int maximumLength = 200)
    {
        if (!section.Has(key))
            section.Missing(key);
        return section.OptionalText(key, maximumLength) ?? "";
    }

    /// <summary>One of <paramref name="choices"/>, or null when the key is not written (or after a fault).</summary>
    public static string? OptionalChoice(this DocumentSection section, string key, IReadOnlyList<string> choices)
    {
        if (section.Scalar(key) is not { } scalar)
            return null;
        if (choices.Contains(scalar.Text, StringComparer.Ordinal))
            return scalar.Text;
        string nearest = NearestWord.Find(scalar.Text, choices) is { } found ? $"did you mean '{found}'? " : "";
        section.FaultAt(scalar, "VALUE", $"{key} is '{Shown.Of(scalar.Text)}'", $"{nearest}write one of {string.Join(", ", choices)}");
        return null;
    }

    /// <summary>One of <paramref name="choices"/>.</summary>
    public static string Choice(this DocumentSection section, string key, IReadOnlyList<string> choices, string fallback) =>
        section.OptionalChoice(key, choices) ?? fallback;

    /// <summary>One of <paramref name="choices"/> that must be written; null after a fault.</summary>
    public static string? RequiredChoice(this DocumentSection section, string key, IReadOnlyList<string> choices)
    {
        if (!section.Has(key))
            section.Missing(key);
        return section.OptionalChoice(key, choices);
    }

    /// <summary>true or false.</summary>
    public static bool Truth(this DocumentSection section, string key, bool fallback)
    {
        if (section.Scalar(key) is not { } scalar)
            return fallback;
        if (scalar is { IsPlain: true, Text: "true" or "false" })
            return scalar.Text == "true";
        section.FaultAt(scalar, "TYPE", $"{key} is '{Shown.Of(scalar.Text)}', not a truth value", "write true or false");
        return fallback;
    }

    /// <summary>A whole number from <paramref name="minimum"/> to <paramref name="maximum"/>.</summary>
    public static int WholeNumber(this DocumentSection section, string key, int minimum, int maximum, int fallback) =>
        section.Scalar(key) is { } scalar && section.WholeNumberOf(scalar, key, minimum, maximum) is { } value ? value : fallback;

    /// <summary>A finite number, or null when none is written (or after a fault).</summary>
    public static double? OptionalNumber(this DocumentSection section, string key)
    {
        if (section.Scalar(key) is not { } scalar)
            return null;
        if (scalar.IsPlain && double.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value))
            return value + 0.0;
        section.FaultAt(scalar, "TYPE", $"{key} is '{Shown.Of(scalar.Text)}', not a finite number", "write a number like 0.5 or 1e-3, without quotes");
        return null;
    }

    /// <summary>A finite number in <paramref name="range"/>.</summary>
    public static double Number(this DocumentSection section, string key, NumberRange range, double fallback)
    {
        if (section.OptionalNumber(key) is not { } value)
            return fallback;
        if (range.Contains(value))
            return value;
        section.FaultAt(section.Find(key)!, "RANGE", string.Create(CultureInfo.InvariantCulture, $"{key} is {value}"), $"write a number in {range}");
        return fallback;
    }

    internal static void Missing(this DocumentSection section, string key) => section.Fault(null, "MISSING", $"'{key}' is missing", $"add '{key}: …'");

    internal static int? WholeNumberOf(this DocumentSection section, ScalarNode scalar, string key, int minimum, int maximum)
    {
        if (!scalar.IsPlain || !int.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value))
        {
            section.FaultAt(scalar, "TYPE", $"{key} is '{Shown.Of(scalar.Text)}', not a whole number", $"write a whole number from {minimum} to {maximum}, without quotes");
            return null;
        }
        if (value >= minimum && value <= maximum)
            return value;
        section.FaultAt(scalar, "RANGE", $"{key} is {value}", $"write a whole number from {minimum} to {maximum}");
        return null;
    }

    internal static bool TextOf(this DocumentSection section, ScalarNode scalar, string key, int maximumLength)
    {
        if (scalar.IsNothing || scalar.Text.Length == 0)
            section.FaultAt(scalar, "TYPE", $"{key} has no value", "write a value; a word such as null needs quotes to be text");
        else if (scalar.Text.Length > maximumLength)
            section.FaultAt(scalar, "VALUE", $"{key} is longer than {maximumLength} characters", "shorten it");
        else
            return true;
        return false;
    }

    private static ScalarNode? Scalar(this DocumentSection section, string key)
    {
        DocumentNode? node = section.Find(key);
        if (node is not null and not ScalarNode)
            section.FaultAt(node, "TYPE", $"{key} is {node.Kind}, not a single value", $"write '{key}: value'");
        return node as ScalarNode;
    }
}
