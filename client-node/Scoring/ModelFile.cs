using Federated.Hosting.CommandLine;
using Federated.Learning.State;

namespace Federated.ClientNode.Scoring;

/// <summary>A model on disk.</summary>
internal static class ModelFile
{
    /// <summary>Largest model that a node takes: 256 MiB.</summary>
    public const int LargestModel = 256 << 20;

    /// <exception cref="CommandException">The file is missing, too large, or not a safetensors file.</exception>
    public static ModelSnapshot Load(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
            throw new CommandException("FED-MODEL-FILE", $"there is no model file {path}", "name a file that fed-node baseline or fed-coordinator model export wrote");
        if (file.Length > LargestModel)
            throw new CommandException("FED-MODEL-FILE", $"{path} is larger than {LargestModel >> 20} MiB", "name the model that the job released");
        return Parse(File.ReadAllBytes(path), path);
    }

    /// <exception cref="CommandException">The bytes are not a safetensors file.</exception>
    public static ModelSnapshot Parse(ReadOnlySpan<byte> content, string name)
    {
        try
        {
            return Safetensors.Read(content);
        }
        catch (SafetensorsException fault)
        {
            throw new CommandException("FED-MODEL-FILE", $"{name} is not a model: {fault.Message}", "get it again: the file may have been cut short or changed");
        }
    }
}
