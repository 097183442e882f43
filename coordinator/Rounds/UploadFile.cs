using Federated.SecureAggregation.Coordinator;
using Microsoft.Win32.SafeHandles;

namespace Federated.Coordinator.Rounds;

/// <summary>The chunks of one large upload in a file, one behind the other in the order in which they came.</summary>
internal sealed class UploadFile(string path, long bytes) : IUploadSpool
{
    private readonly SafeFileHandle _file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, FileOptions.DeleteOnClose, bytes);
    private readonly Dictionary<int, long> _offsets = [];
    private long _end;

    public void Write(int index, ReadOnlySpan<byte> bytes)
    {
        RandomAccess.Write(_file, bytes, _end);
        _offsets.Add(index, _end);
        _end += bytes.Length;
    }

    public void Read(int index, Span<byte> into)
    {
        var at = _offsets[index];
        while (!into.IsEmpty)
        {
            var read = RandomAccess.Read(_file, into, at);
            if (read == 0)
                throw new EndOfStreamException("A file of an upload that is under way was cut short. The attempt cannot go on; leave the folder 'uploads' to the coordinator.");
            into = into[read..];
            at += read;
        }
    }

    public void Dispose() => _file.Dispose();
}
