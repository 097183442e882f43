using Federated.Grpc;
using Federated.Protocol.V1;

namespace Federated.ClientNode.Join;

/// <summary>The calls of <c>EnrollmentService</c>.</summary>
internal static class EnrollmentCalls
{
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    public static readonly Method<GetConsortiumRequest, GetConsortiumResponse> GetConsortium = new(Service, nameof(GetConsortium));

    public static readonly Method<JoinRequest, JoinResponse> Join = new(Service, nameof(Join));

    public static readonly Method<RenewCertificateRequest, RenewCertificateResponse> RenewCertificate = new(Service, nameof(RenewCertificate));

    private static Google.Protobuf.Reflection.ServiceDescriptor Service => EnrollmentReflection.Descriptor.Services.Single();
}
