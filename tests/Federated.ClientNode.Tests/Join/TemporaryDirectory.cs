using Federated.ClientNode.Join;

namespace Federated.ClientNode.Tests.Join;

/// <summary>A node's directory that is gone after the test.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("fed-node-test-").FullName;

    public NodeDirectory Node => new(Path.Combine(Root, "node"));

    public string File(string name) => Path.Combine(Root, name);

    public string Write(string name, string content)
    {
        System.IO.File.WriteAllText(File(name), content);
        return File(name);
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
