namespace Federated.Samples.Quickstart.Partners;

/// <summary>The four regions into which the Census Bureau divides the United States; the District of Columbia belongs to the South.</summary>
internal static class CensusRegions
{
    private static readonly Dictionary<string, string> Regions = new (string Region, string States)[]
    {
        ("northeast", "CT ME MA NH RI VT NJ NY PA"),
        ("midwest", "IL IN MI OH WI IA KS MN MO NE ND SD"),
        ("south", "DE DC FL GA MD NC SC VA WV AL KY MS TN AR LA OK TX"),
        ("west", "AZ CO ID MT NV NM UT WY AK CA HI OR WA"),
    }.SelectMany(each => each.States.Split(' ').Select(state => (state, each.Region))).ToDictionary(each => each.state, each => each.Region, StringComparer.Ordinal);

    /// <summary>The region of a state's two-letter code; empty for anything else.</summary>
    public static string Of(string state) => Regions.GetValueOrDefault(state, "");
}
