using Google.Rpc;

namespace Federated.Grpc;

/// <summary>
/// The field of <c>google.rpc.ErrorInfo</c> with number 1 is called <c>reason</c> in the published definition; the pinned package was generated while it was still called <c>type</c>.
/// The bytes are the same. A later package's own property takes precedence over this one.
/// </summary>
public static class ErrorInfoExtensions
{
    extension(ErrorInfo info)
    {
        /// <summary>Why the call failed, in UPPER_SNAKE_CASE, unique within the domain: what programs branch on.</summary>
        public string Reason
        {
            get => info.Type;
            set => info.Type = value;
        }
    }
}
