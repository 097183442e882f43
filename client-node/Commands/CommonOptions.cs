using System.CommandLine;
using Federated.ClientNode.Join;

namespace Federated.ClientNode.Commands;

/// <summary>Options that several commands take, and what they mean.</summary>
internal static class CommonOptions
{
    public static readonly Option<string> Directory = new("--dir")
    {
        Description = "Directory of the node",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("FED_DATA_DIR") ?? "fed-node",
    };

    public static readonly Option<bool> Json = new("--json") { Description = "Print JSON for scripts" };

    public static readonly Option<string> Job = new("--job") { Description = "File of the job (YAML)", Required = true };

    public static readonly Option<string?> Mapping = new("--mapping") { Description = "File that maps your columns to the contract; default mapping.yaml of --dir" };

    public static readonly Option<string?> JobId = new("--job") { Description = "Identifier of the job whose model to use; default: the newest released model" };

    public static readonly Argument<string?> Task = new("task")
    {
        Description = "Task whose newest model to use, for example churn; default: the newest of all",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public static NodeDirectory NodeDirectory(this ParseResult parsed) => new(parsed.GetValue(Directory)!);

    public static string MappingPath(this ParseResult parsed) => parsed.GetValue(Mapping) ?? parsed.NodeDirectory().Mapping;
}
