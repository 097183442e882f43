using System.ComponentModel;
using System.Diagnostics;
using System.Reflection;

namespace Federated.Interop.Tests.Processes;

/// <summary>Where the peers are, and which of them are missing.</summary>
internal static class PeerInstallation
{
    public const string Python = "/usr/bin/python3";
    public const string Node = "node";

    private static readonly Lazy<string?> LazyMissing = new(FindMissing);

    public static string Directory { get; } = typeof(PeerInstallation).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "PeersDirectory").Value!;

    /// <summary>What is missing and how to install it; null when all is there.</summary>
    public static string? Missing => LazyMissing.Value;

    /// <summary>With FEDERATED_INTEROP=required a missing peer fails the tests instead of skipping them.</summary>
    public static string? SkipReason => Environment.GetEnvironmentVariable("FEDERATED_INTEROP") == "required" ? null : Missing;

    private static string? FindMissing()
    {
        var missing = new List<string>();
        if (!Succeeds(Python, "-c", "import grpc, google.protobuf"))
            missing.Add("python3-grpcio and python3-protobuf for /usr/bin/python3");
        if (!Succeeds(Node, "-e", "require('@grpc/grpc-js'); require('@grpc/proto-loader')"))
            missing.Add("node with @grpc/grpc-js");
        return missing.Count == 0 ? null : $"Not installed: {string.Join("; ", missing)}. Run tests/Federated.Interop.Tests/peers/install.sh.";
    }

    private static bool Succeeds(string executable, params string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo(executable, arguments) { WorkingDirectory = Directory, RedirectStandardError = true, RedirectStandardOutput = true };
            using var process = Process.Start(start)!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
