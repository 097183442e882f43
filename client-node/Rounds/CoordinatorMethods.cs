using Federated.Grpc;
using Federated.Protocol.V1;
using Google.Protobuf.Reflection;

namespace Federated.ClientNode.Rounds;

/// <summary>The calls of a working node; each is checked against the generated descriptor when the program starts.</summary>
internal static class CoordinatorMethods
{
    private static readonly ServiceDescriptor Round = RoundReflection.Descriptor.Services.Single();

    public static readonly Method<NextRequest, NextResponse> Next = Method<NextRequest, NextResponse>.From(SessionReflection.Descriptor.Services.Single(), "Next");
    public static readonly Method<GetJobRequest, GetJobResponse> GetJob = Method<GetJobRequest, GetJobResponse>.From(JobReflection.Descriptor.Services.Single(), "GetJob");

    public static readonly Method<GetSnapshotRequest, GetSnapshotResponse> GetSnapshot =
        Method<GetSnapshotRequest, GetSnapshotResponse>.From(ModelReflection.Descriptor.Services.Single(), "GetSnapshot");

    public static readonly Method<RefuseRequest, RefuseResponse> Refuse = Method<RefuseRequest, RefuseResponse>.From(Round, "Refuse");
    public static readonly Method<AdvertiseRequest, AdvertiseResponse> Advertise = Method<AdvertiseRequest, AdvertiseResponse>.From(Round, "Advertise");
    public static readonly Method<ShareKeysRequest, ShareKeysResponse> ShareKeys = Method<ShareKeysRequest, ShareKeysResponse>.From(Round, "ShareKeys");
    public static readonly Method<UploadChunkRequest, UploadChunkResponse> UploadChunk = Method<UploadChunkRequest, UploadChunkResponse>.From(Round, "UploadChunk");
    public static readonly Method<CommitUploadRequest, CommitUploadResponse> CommitUpload = Method<CommitUploadRequest, CommitUploadResponse>.From(Round, "CommitUpload");
    public static readonly Method<AgreeSurvivorsRequest, AgreeSurvivorsResponse> AgreeSurvivors = Method<AgreeSurvivorsRequest, AgreeSurvivorsResponse>.From(Round, "AgreeSurvivors");
    public static readonly Method<UnmaskRequest, UnmaskResponse> Unmask = Method<UnmaskRequest, UnmaskResponse>.From(Round, "Unmask");
}
