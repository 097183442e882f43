using System.Reflection;
using System.Runtime.InteropServices;
using Federated.Hosting.CommandLine;

namespace Federated.Samples.Quickstart.Processes;

/// <summary>The coordinator and the node as the build left them, found from this program's own folder whatever the current directory.</summary>
internal sealed class BuiltPrograms
{
    private readonly string _host = DotnetHost();
    private readonly string _coordinator = Find("CoordinatorProgram");
    private readonly string _node = Find("NodeProgram");

    public ProgramCommand Coordinator(string name, params string[] arguments) => new(name, _host, [_coordinator, .. arguments]);

    public ProgramCommand Node(string name, params string[] arguments) => new(name, _host, [_node, .. arguments]);

    private static string Find(string key)
    {
        var relative = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
        var path = Path.GetFullPath(relative, AppContext.BaseDirectory);
        return File.Exists(path) ? path
            : throw new CommandException("FED-BUILD-NONE", $"{path} is not there", "start it as: dotnet run --project samples/quickstart -c Release", ExitCode.Failed);
    }

    /// <summary>The dotnet program that this process runs on, beside the folder of the runtime.</summary>
    private static string DotnetHost()
    {
        var name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        var path = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", name));
        return File.Exists(path) ? path : name;
    }
}
