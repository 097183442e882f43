using Federated.Coordinator.Rounds;
using Federated.SecureAggregation.Coordinator;

namespace Federated.Coordinator.Tests.Rounds;

public sealed class UploadFolderTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"fed-uploads-{Guid.NewGuid():N}");

    public void Dispose()
    {
        if (Directory.Exists(_path))
            Directory.Delete(_path, recursive: true);
    }

    [Fact]
    public void Open_SmallUpload_StaysInMemory()
    {
        using var spool = new UploadFolder(_path).Open("a", 1000);
        spool.Write(0, [1, 2, 3]);
        Assert.IsType<MemorySpool>(spool);
        Assert.False(Directory.Exists(_path));
    }

    [Fact]
    public void Open_LargeUpload_GivesEveryChunkBackAndLeavesNothing()
    {
        var spool = new UploadFolder(_path).Open("a", 17L << 20);
        byte[][] chunks = [.. Enumerable.Range(0, 5).Select(index => Enumerable.Repeat((byte)(index + 1), 1000 + index).ToArray())];
        foreach (var index in (int[])[3, 0, 4, 1, 2])
            spool.Write(index, chunks[index]);
        Assert.Single(Directory.GetFiles(_path));
        for (var index = 0; index < chunks.Length; index++)
        {
            var read = new byte[chunks[index].Length];
            spool.Read(index, read);
            Assert.Equal(chunks[index], read);
        }

        spool.Dispose();
        Assert.Empty(Directory.GetFiles(_path));
    }

    [Fact]
    public void UploadFolder_WhatACrashLeft_IsRemoved()
    {
        Directory.CreateDirectory(_path);
        File.WriteAllText(Path.Combine(_path, "old.part"), "left");
        _ = new UploadFolder(_path);
        Assert.False(Directory.Exists(_path));
    }
}
