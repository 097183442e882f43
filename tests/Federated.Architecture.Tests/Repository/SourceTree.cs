namespace Federated.Architecture.Tests.Repository;

/// <summary>The text files of a tree by their paths, so that a rule can be tried on the repository and on a small tree that breaks it.</summary>
internal sealed class SourceTree(IReadOnlyDictionary<string, string> texts)
{
    private static readonly string[] LeftOut = ["bin", "obj", "node_modules", "TestResults", "artifacts", "BenchmarkDotNet.Artifacts", "__pycache__", ".git", ".vs", ".vscode", ".idea"];

    private static readonly string[] TextEndings =
        [".cs", ".csproj", ".props", ".targets", ".sln", ".proto", ".md", ".yaml", ".yml", ".json", ".sh", ".py", ".js", ".txt", ".editorconfig", ".gitignore"];

    private static readonly Lazy<SourceTree> Loaded = new(() => new SourceTree(Read(FindRoot(AppContext.BaseDirectory))));

    /// <summary>The folder that holds Federated.sln, above the running test.</summary>
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>The repository's own files, read once.</summary>
    public static SourceTree Repository => Loaded.Value;

    /// <summary>Paths relative to the root with forward slashes, in ordinal order.</summary>
    public IReadOnlyList<string> Paths { get; } = [.. texts.Keys.Order(StringComparer.Ordinal)];

    public string this[string path] => texts[path];

    public IEnumerable<ProjectFile> Projects => Paths.Where(path => path.EndsWith(".csproj", StringComparison.Ordinal)).Select(path => new ProjectFile(path, texts[path]));

    /// <summary>Packages that Directory.Build.props gives to projects.</summary>
    public IEnumerable<string> SharedPackages => new ProjectFile("./Directory.Build.props", texts["Directory.Build.props"]).Packages;

    /// <summary>C# files; with <paramref name="tests"/> false, without those of the tests.</summary>
    public IEnumerable<CodeFile> Code(bool tests = true) => Paths
        .Where(path => path.EndsWith(".cs", StringComparison.Ordinal) && (tests || !path.StartsWith("tests/", StringComparison.Ordinal)))
        .Select(path => new CodeFile(path, texts[path]));

    private static Dictionary<string, string> Read(string root) => Files(new DirectoryInfo(root))
        .ToDictionary(file => Path.GetRelativePath(root, file.FullName).Replace('\\', '/'), file => File.ReadAllText(file.FullName), StringComparer.Ordinal);

    private static IEnumerable<FileInfo> Files(DirectoryInfo folder) => folder.EnumerateFiles().Where(IsText)
        .Concat(folder.EnumerateDirectories().Where(inner => !LeftOut.Contains(inner.Name, StringComparer.Ordinal)).SelectMany(Files));

    private static bool IsText(FileInfo file) =>
        TextEndings.Contains(file.Extension, StringComparer.Ordinal) || file.Directory!.Name == ".ci";

    private static string FindRoot(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Federated.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"No folder above {start} holds Federated.sln. Run the tests from a checkout of the repository.");
    }
}
