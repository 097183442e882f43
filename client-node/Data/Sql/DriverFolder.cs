using System.Data.Common;
using System.Reflection;
using Federated.Tasks.Documents;

namespace Federated.ClientNode.Data.Sql;

/// <summary>
/// Database drivers that a partner adds: the DLLs of an ADO.NET provider, put into the folder <c>drivers</c> beside the mapping. A driver is code that runs
/// with the rights of this node, so it is looked for there and nowhere else, and only under the name that the mapping gives.
/// </summary>
internal static class DriverFolder
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, DbProviderFactory> Loaded = new(StringComparer.Ordinal);

    /// <summary>The factory of <c>drivers/NAME.dll</c>.</summary>
    /// <param name="name">Letters, digits, '.', '_' and '-'.</param>
    /// <param name="folder">The folder.</param>
    /// <exception cref="SourceException">No such DLL, or it holds no ADO.NET provider.</exception>
    public static DbProviderFactory Find(string name, string folder)
    {
        var path = Path.Combine(folder, name + ".dll");
        if (name.Length == 0 || name[0] == '.' || !name.All(each => char.IsAsciiLetterOrDigit(each) || each is '.' or '_' or '-') || !File.Exists(path))
            throw Absent(name, folder);
        lock (Gate)
        {
            if (!Loaded.TryGetValue(path, out var factory))
                Loaded.Add(path, factory = Load(path, name));
            return factory;
        }
    }

    private static DbProviderFactory Load(string path, string name)
    {
        try
        {
            var assembly = new DriverLoadContext(path).LoadFromAssemblyPath(path);
            var kinds = assembly.GetExportedTypes().Where(type => typeof(DbProviderFactory).IsAssignableFrom(type) && !type.IsAbstract);
            return kinds.Select(Instance).FirstOrDefault(factory => factory is not null)
                ?? throw Refusal($"{Shown.Of(name)}.dll holds no ADO.NET provider (no DbProviderFactory with a public Instance)", "name the DLL that holds the provider itself, not one that it needs");
        }
        catch (Exception fault) when (fault is BadImageFormatException or FileLoadException or FileNotFoundException or ReflectionTypeLoadException or TypeLoadException or TargetInvocationException)
        {
            throw Refusal($"{Shown.Of(name)}.dll cannot be loaded: {Shown.Of(fault.Message, 300)}", "put the driver's build for this .NET and every DLL that it needs into the same folder");
        }
    }

    private static DbProviderFactory? Instance(Type type) =>
        type.GetField("Instance", BindingFlags.Public | BindingFlags.Static)?.GetValue(null) as DbProviderFactory
        ?? type.GetProperty("Instance", BindingFlags.Public | BindingFlags.Static)?.GetValue(null) as DbProviderFactory;

    private static SourceException Absent(string name, string folder)
    {
        string[] there = Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.dll").Select(Path.GetFileNameWithoutExtension).OfType<string>().Order(StringComparer.Ordinal).Take(10)] : [];
        var found = there.Length == 0 ? "which holds no DLL" : $"which holds {string.Join(", ", there.Select(each => Shown.Of(each)))}";
        return Refusal(
            $"provider is '{Shown.Of(name)}', and there is no such driver in {Shown.Of(folder, 200)}, {found}",
            $"write sqlite or postgres, or put the ADO.NET driver's DLLs into that folder and write the name of its main DLL without '.dll'");
    }

    private static SourceException Refusal(string what, string mend) => new(DataFault.OfFile("FED-DATA-DRIVER", what, mend));
}
