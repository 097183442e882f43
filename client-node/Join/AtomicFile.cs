namespace Federated.ClientNode.Join;

/// <summary>Files that are there whole or not at all: written beside their place, flushed to disk, and moved into it.</summary>
internal static class AtomicFile
{
    public static void Write(string path, string content) => Write(path, System.Text.Encoding.UTF8.GetBytes(content));

    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        using var file = new Pending(path);
        file.Stream.Write(content);
        file.Commit();
    }

    /// <summary>A file that takes its place at <see cref="Commit"/>; disposed before that, it leaves no trace.</summary>
    internal sealed class Pending : IDisposable
    {
        private readonly string _path;
        private readonly string _temporary;
        private bool _isCommitted;

        public Pending(string path)
        {
            _path = Path.GetFullPath(path);
            _temporary = $"{_path}.{Environment.ProcessId}.tmp";
            Stream = new FileStream(_temporary, FileMode.Create, FileAccess.Write);
        }

        public FileStream Stream { get; }

        public void Commit()
        {
            Stream.Flush(flushToDisk: true);
            Stream.Dispose();
            File.Move(_temporary, _path, overwrite: true);
            _isCommitted = true;
        }

        public void Dispose()
        {
            Stream.Dispose();
            if (!_isCommitted)
                File.Delete(_temporary);
        }
    }
}
