using System.Xml.Linq;

namespace Federated.Architecture.Tests.Repository;

/// <summary>One project file, read as XML.</summary>
internal sealed class ProjectFile
{
    private readonly XElement _root;

    public ProjectFile(string path, string xml)
    {
        Path = path;
        _root = XDocument.Parse(xml).Root!;
        Name = System.IO.Path.GetFileNameWithoutExtension(path);
        Folder = path[..path.LastIndexOf('/')];
        RootNamespace = Property("RootNamespace") ?? Name;
        AssemblyName = Property("AssemblyName") ?? Name;
        References = [.. Items("ProjectReference").Where(Links).Select(item => System.IO.Path.GetFileNameWithoutExtension(Include(item).Replace('\\', '/')))];
        Packages = [.. Items("PackageReference").Select(Include)];
        PackagesWithOwnVersion = [.. Items("PackageReference").Where(HasVersion).Select(Include)];
    }

    public string Path { get; }

    public string Name { get; }

    public string Folder { get; }

    public string RootNamespace { get; }

    public string AssemblyName { get; }

    /// <summary>Projects that it compiles against; one that is only built beforehand is none.</summary>
    public IReadOnlyList<string> References { get; }

    public IReadOnlyList<string> Packages { get; }

    public IReadOnlyList<string> PackagesWithOwnVersion { get; }

    public string? Property(string name) => _root.Elements("PropertyGroup").Elements(name).LastOrDefault()?.Value.Trim();

    private IEnumerable<XElement> Items(string kind) => _root.Elements("ItemGroup").Elements(kind);

    private static string Include(XElement item) => (string?)item.Attribute("Include") ?? "";

    private static bool Links(XElement item) => Value(item, "ReferenceOutputAssembly") is not "false";

    private static bool HasVersion(XElement item) => Value(item, "Version") is not null || Value(item, "VersionOverride") is not null;

    private static string? Value(XElement item, string name) => (string?)item.Attribute(name) ?? item.Element(name)?.Value;
}
