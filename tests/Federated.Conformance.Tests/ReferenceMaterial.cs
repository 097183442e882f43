namespace Federated.Conformance.Tests;

/// <summary>The published vectors that lie beside a checkout: the folder `shared/vectors` next to the repository's own folder.</summary>
internal static class ReferenceMaterial
{
    private static readonly string? Vectors = Locate();

    public static bool IsPresent => Vectors is not null;

    /// <summary>The folder `shared` beside the repository; null when it is not there.</summary>
    public static string? Folder => Path.GetDirectoryName(Vectors);

    /// <summary>Whether absence is a failure: CI sets FEDERATED_CONFORMANCE=required.</summary>
    public static bool IsRequired => Environment.GetEnvironmentVariable("FEDERATED_CONFORMANCE") == "required";

    public static string Read(params string[] path)
    {
        Assert.True(IsPresent, "The reference vectors are required (FEDERATED_CONFORMANCE=required) and there is no folder shared/vectors beside the repository. Put it there, or unset the variable.");
        return File.ReadAllText(Path.Combine([Vectors!, .. path]));
    }

    private static string? Locate()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Federated.sln")))
        {
            folder = folder.Parent;
        }

        string? vectors = folder?.Parent is { } beside ? Path.Combine(beside.FullName, "shared", "vectors") : null;
        return Directory.Exists(vectors) ? vectors : null;
    }
}
