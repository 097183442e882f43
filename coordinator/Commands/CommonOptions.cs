using System.CommandLine;

namespace Federated.Coordinator.Commands;

/// <summary>Options that several commands take.</summary>
internal static class CommonOptions
{
    public static readonly Option<string> Directory = new("--dir")
    {
        Description = "Directory of the consortium",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("FED_DATA_DIR") ?? "fed-coordinator",
        Recursive = false,
    };

    public static readonly Option<bool> Json = new("--json") { Description = "Print JSON for scripts" };
}
