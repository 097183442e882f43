namespace Federated.Tasks.Reports.Page;

/// <summary>
/// The colours of one look. Series are those of Okabe and Ito's palette, which people with any kind of colour vision can tell apart, made darker or lighter until
/// they stand out from the ground.
/// </summary>
internal sealed record Theme
{
    private const string DarkInk = "#10151b";
    private const string LightInk = "#ffffff";

    public static readonly Theme Light = new()
    {
        Ground = "#f4f6f8",
        Card = "#ffffff",
        Ink = "#1b2430",
        Muted = "#56616e",
        Rule = "#d5dbe1",
        Grid = "#e3e7eb",
        Accent = "#0b57a4",
        Good = "#11652a",
        Warning = "#7a4c00",
        Bad = "#a40e26",
        Series = ["#0072b2", "#c4500a", "#00805c", "#9b4f87"],
        Positive = ["#eef1f4", "#d3e6f2", "#a9cfe8", "#74b3da", "#23719f", "#0a4a73"],
        Negative = ["#fae3d4", "#f5c3a2", "#ea9b69", "#ad4c14", "#7d3203"],
    };

    public static readonly Theme Dark = new()
    {
        Ground = "#0d1218",
        Card = "#161d26",
        Ink = "#e6edf3",
        Muted = "#a0abb8",
        Rule = "#34404d",
        Grid = "#2a343f",
        Accent = "#86c1ff",
        Good = "#5fd77c",
        Warning = "#e6b84a",
        Bad = "#ff9a94",
        Series = ["#56b4e9", "#f0a05a", "#45cfa0", "#dd9cc8"],
        Positive = ["#222c37", "#1d3d52", "#1c5474", "#5ba9d6", "#8cc7ea", "#c0e1f7"],
        Negative = ["#4b3020", "#6f3d1c", "#dd8a4d", "#f2b183", "#fbd6b9"],
    };

    /// <summary>Behind everything.</summary>
    public required string Ground { get; init; }

    /// <summary>Behind charts and tables.</summary>
    public required string Card { get; init; }

    public required string Ink { get; init; }

    public required string Muted { get; init; }

    public required string Rule { get; init; }

    public required string Grid { get; init; }

    public required string Accent { get; init; }

    public required string Good { get; init; }

    public required string Warning { get; init; }

    public required string Bad { get; init; }

    /// <summary>Four colours of marks.</summary>
    public required IReadOnlyList<string> Series { get; init; }

    /// <summary>Zero and five steps above it.</summary>
    public required IReadOnlyList<string> Positive { get; init; }

    /// <summary>Five steps below zero.</summary>
    public required IReadOnlyList<string> Negative { get; init; }

    /// <summary>The ink that is read best on a colour.</summary>
    public static string InkOn(string colour) => Contrast.Ratio(DarkInk, colour) >= Contrast.Ratio(LightInk, colour) ? DarkInk : LightInk;
}
