namespace Federated.Benchmarks.Peers;

/// <summary>Where the peer's programs are.</summary>
/// <param name="Python">The interpreter that has the peer's libraries.</param>
/// <param name="Baselines">The program that defines the workloads, which loads PyTorch; null for products of numpy alone.</param>
internal sealed record PeerPrograms(string Python, string? Baselines)
{
    /// <summary>Our driver of the peer's program, beside this assembly.</summary>
    public static string Driver => Path.Combine(AppContext.BaseDirectory, "Peers", "torch_driver.py");

    /// <summary>Beside the checkout that holds this assembly, else beside the working directory.</summary>
    public static string DefaultBaselines()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Federated.sln")))
                return Path.GetFullPath(Path.Combine(folder.FullName, "..", "shared", "bench", "torch_baselines.py"));
        }

        return Path.GetFullPath(Path.Combine("..", "shared", "bench", "torch_baselines.py"));
    }
}
