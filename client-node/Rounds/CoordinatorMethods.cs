using Federated.Grpc;
using Federated.Protocol.V1;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace Federated.ClientNode.Rounds;

/// <summary>The calls of a working node; each is checked against the generated descriptor when the program starts.</summary>
internal static class CoordinatorMethods
{
    private static readonly ServiceDescriptor Round = RoundReflection.Descriptor.Services.Single();

    public static readonly Method<NextRequest, NextResponse> Next = new(SessionReflection.Descriptor.Services.Single(), "Next");
    public static readonly Method<GetJobRequest, GetJobResponse> GetJob = new(JobReflection.Descriptor.Services.Single(), "GetJob");

    public static readonly Method<GetSnapshotRequest, GetSnapshotResponse> GetSnapshot =
        new(ModelReflection.Descriptor.Services.Single(), "GetSnapshot");

    public static readonly Method<RefuseRequest, RefuseResponse> Refuse = new(Round, "Refuse");
    public static readonly Method<AdvertiseRequest, AdvertiseResponse> Advertise = new(Round, "Advertise");
    public static readonly Method<ShareKeysRequest, ShareKeysResponse> ShareKeys = new(Round, "ShareKeys");
    public static readonly Method<UploadChunkRequest, UploadChunkResponse> UploadChunk = new(Round, "UploadChunk");
    public static readonly Method<CommitUploadRequest, CommitUploadResponse> CommitUpload = new(Round, "CommitUpload");
    public static readonly Method<AgreeSurvivorsRequest, AgreeSurvivorsResponse> AgreeSurvivors = new(Round, "AgreeSurvivors");
    public static readonly Method<UnmaskRequest, UnmaskResponse> Unmask = new(Round, "Unmask");
}
