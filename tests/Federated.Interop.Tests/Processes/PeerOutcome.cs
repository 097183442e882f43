using System.Text;
using Federated.Grpc;
using Federated.Interop.Tests.Protos;

namespace Federated.Interop.Tests.Processes;

/// <summary>How a peer's call ended. Metadata values and the reply are base64.</summary>
internal sealed record PeerOutcome(int Code, string Details, Dictionary<string, string> Headers, Dictionary<string, string> Trailers, string Reply)
{
    public StatusCode StatusCode => (StatusCode)Code;

    public CallReply Message => CallReply.Parser.ParseFrom(Convert.FromBase64String(Reply));

    public static string Text(Dictionary<string, string> metadata, string key) => Encoding.ASCII.GetString(Bytes(metadata, key));

    public static byte[] Bytes(Dictionary<string, string> metadata, string key) => Convert.FromBase64String(metadata[key]);
}
