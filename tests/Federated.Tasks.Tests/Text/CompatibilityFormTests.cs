using System.Text;
using System.Text.Json;
using Federated.Tasks.Text;

namespace Federated.Tasks.Tests.Text;

public sealed class CompatibilityFormTests
{
    [Fact]
    public void Of_CharactersOfEveryKind_IsPythonsNormalForm()
    {
        string[][] cases = JsonSerializer.Deserialize<string[][]>(File.ReadAllBytes(PathOf("compatibility.json")))!;
        Assert.InRange(cases.Length, 200, 1000);
        foreach (string[] pair in cases)
            Assert.Equal(pair[1], Text(CompatibilityForm.Of(pair[0])));
    }

    [Fact]
    public void Of_LoneSurrogates_AreReplaced() => Assert.Equal("a\uFFFDb\uFFFD", Text(CompatibilityForm.Of("a\uD800b\uDC00")));

    private static string Text(List<int> codes) => codes.Aggregate(new StringBuilder(), (text, code) => text.Append(new Rune(code).ToString())).ToString();

    private static string PathOf(string name)
    {
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Federated.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests run outside the repository; there is no Federated.sln above them.");
        return Path.Combine(folder.FullName, "tests", "Federated.Tasks.Tests", "Fixtures", "text", name);
    }
}
