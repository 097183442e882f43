namespace Federated.Learning.Tests.Fixtures;

/// <summary>The committed files that a peer's program made, found from wherever the tests were built.</summary>
internal static class FixtureFile
{
    public static byte[] Bytes(string topic, string name) => File.ReadAllBytes(PathOf(topic, name));

    public static string PathOf(string topic, string name)
    {
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Federated.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests run outside the repository; there is no Federated.sln above them.");
        return Path.Combine(folder.FullName, "tests", "Federated.Learning.Tests", "Fixtures", topic, name);
    }
}
