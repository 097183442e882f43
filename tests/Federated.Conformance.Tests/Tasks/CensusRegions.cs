namespace Federated.Conformance.Tests.Tasks;

/// <summary>The four regions into which the Census Bureau divides the United States; the District of Columbia belongs to the South.</summary>
internal static class CensusRegions
{
    private static readonly (string Region, string States)[] Regions =
    [
        ("northeast", "CT ME MA NH RI VT NJ NY PA"),
        ("midwest", "IL IN MI OH WI IA KS MN MO NE ND SD"),
        ("south", "DE DC FL GA MD NC SC VA WV AL KY MS TN AR LA OK TX"),
        ("west", "AZ CO ID MT NV NM UT WY AK CA HI OR WA"),
    ];

    public static string Of(string state) => Regions.Single(region => region.States.Split(' ').Contains(state)).Region;
}
