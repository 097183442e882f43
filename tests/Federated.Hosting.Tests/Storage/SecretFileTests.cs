using Federated.Hosting.Storage;

namespace Federated.Hosting.Tests.Storage;

public sealed class SecretFileTests : IDisposable
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Create_NewFile_OnlyItsOwnerMayReadItAndItsFolder()
    {
        var path = _folder["keys/node.key"];
        SecretFile.Create(path, "secret");
        Assert.Equal("secret", File.ReadAllText(path));
        if (OperatingSystem.IsWindows())
            return;
        Assert.Equal(Owner, File.GetUnixFileMode(path));
        Assert.Equal(Owner | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder["keys"]));
    }

    [Fact]
    public void Create_FileThatExists_IsLeftAsItIs()
    {
        var path = _folder["node.key"];
        SecretFile.Create(path, "first");
        Assert.Throws<IOException>(() => SecretFile.Create(path, "second"));
        Assert.Equal("first", File.ReadAllText(path));
    }

    [Fact]
    public void CreateFolder_FolderThatExists_KeepsItsContent()
    {
        SecretFile.Create(_folder["a/b"], "kept");
        SecretFile.CreateFolder(_folder["a"]);
        Assert.Equal("kept", File.ReadAllText(_folder["a/b"]));
    }
}
