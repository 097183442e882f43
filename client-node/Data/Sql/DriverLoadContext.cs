using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace Federated.ClientNode.Data.Sql;

/// <summary>Loads a driver and what it needs from its own folder, apart from this program's own libraries; only .NET itself is shared.</summary>
internal sealed class DriverLoadContext : AssemblyLoadContext
{
    private readonly string _folder;

    public DriverLoadContext(string path)
        : base(Path.GetFileName(path))
    {
        _folder = Path.GetDirectoryName(path)!;
        // .NET's own assemblies come from the running .NET; those of the same family that it lacks, from the folder.
        Resolving += (_, name) => FromFolder(name);
    }

    protected override Assembly? Load(AssemblyName assemblyName) =>
        assemblyName.Name is { } name && (name.StartsWith("System.", StringComparison.Ordinal) || name is "netstandard" or "mscorlib") ? null : FromFolder(assemblyName);

    protected override IntPtr LoadUnmanagedDll(string unmanagedDllName)
    {
        string[] names = [unmanagedDllName, $"lib{unmanagedDllName}.so", $"{unmanagedDllName}.so", $"{unmanagedDllName}.dll", $"lib{unmanagedDllName}.dylib"];
        var path = names.Select(name => Path.Combine(_folder, name)).FirstOrDefault(File.Exists);
        return path is null ? IntPtr.Zero : NativeLibrary.Load(path);
    }

    private Assembly? FromFolder(AssemblyName name)
    {
        var path = Path.Combine(_folder, name.Name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }
}
