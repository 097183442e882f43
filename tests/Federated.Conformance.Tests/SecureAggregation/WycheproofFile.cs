using System.Text.Json;

namespace Federated.Conformance.Tests.SecureAggregation;

/// <summary>One file of Project Wycheproof: groups of cases, each with the verdict that an implementation has to reach.</summary>
internal static class WycheproofFile
{
    public static IEnumerable<(JsonElement Group, JsonElement Case)> Read(string name)
    {
        using JsonDocument document = JsonDocument.Parse(ReferenceMaterial.Read("wycheproof", name));
        foreach (JsonElement group in document.RootElement.GetProperty("testGroups").EnumerateArray())
        {
            foreach (JsonElement test in group.GetProperty("tests").EnumerateArray())
            {
                yield return (group.Clone(), test.Clone());
            }
        }
    }

    public static byte[] Bytes(this JsonElement element, string name) => Convert.FromHexString(element.GetProperty(name).GetString()!);

    public static bool IsValid(this JsonElement test) => test.GetProperty("result").GetString() == "valid";

    public static string Describe(this JsonElement test) => $"case {test.GetProperty("tcId")}: {test.GetProperty("comment")}";
}
