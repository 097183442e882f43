using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using Federated.Coordinator.Enrollment;
using Federated.Coordinator.Jobs;
using Federated.Coordinator.Models;
using Federated.Coordinator.Rounds;
using Federated.Coordinator.Sessions;
using Federated.Coordinator.Storage;
using Federated.Grpc;
using Federated.Hosting.CommandLine;
using Federated.Protocol.V1;
using Federated.SecureAggregation.Coordinator;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Federated.Coordinator.Commands;

/// <summary><c>fed-coordinator serve</c>: answers the nodes and runs the jobs.</summary>
internal static class ServeCommand
{
    private const int LargestMessage = 4 << 20;

    public static Command Create()
    {
        var command = new Command("serve", "Answers the nodes and runs the jobs, until it is stopped.\n\nExample: fed-coordinator serve --dir /var/lib/fed") { CommonOptions.Directory };
        command.SetAction(async (parsed, cancellation) =>
        {
            await RunAsync(Consortium.Open(parsed.GetValue(CommonOptions.Directory)!), cancellation);
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task RunAsync(Consortium consortium, CancellationToken cancellation)
    {
        using var authority = consortium.LoadAuthority();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddSimpleConsole(options => options.SingleLine = true).SetMinimumLevel(LogLevel.Information)
            .AddFilter("Microsoft", LogLevel.Warning).AddFilter("System", LogLevel.Warning);
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        AddServices(builder.Services, consortium, authority);
        builder.Services.AddSingleton<ServerCertificate>();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel((_, kestrel) => Listen(kestrel, consortium.Options.Listen));

        await using var application = builder.Build();
        Map(application);
        try
        {
            await application.StartAsync(cancellation);
        }
        catch (Exception busy) when (busy is IOException or SocketException)
        {
            throw new CommandException("FED-SERVE-LISTEN", $"cannot listen on {consortium.Options.Listen}: {busy.Message}", "stop what uses the port, or change listen: in coordinator.yaml to an address of this machine", ExitCode.Failed);
        }

        Console.WriteLine($"Listening on https://{consortium.Options.Listen}");
        await application.WaitForShutdownAsync(cancellation);
    }

    private static void AddServices(IServiceCollection services, Consortium consortium, CertificateAuthority authority)
    {
        services.AddSingleton(TimeProvider.System).AddSingleton(consortium.Options).AddSingleton(consortium.Database).AddSingleton(authority);
        services.AddSingleton<PartnerStore>().AddSingleton<CallerCertificates>().AddSingleton<EnrollmentService>().AddSingleton(provider => new EnrollmentDesk(
            consortium.Options.Consortium, authority, provider.GetRequiredService<PartnerStore>(), TimeProvider.System));
        services.AddSingleton<JobStore>().AddSingleton<JobService>().AddSingleton<SnapshotStore>().AddSingleton<ModelService>();
        services.AddSingleton<Presence>().AddSingleton<SessionService>();
        services.AddSingleton<RoundFloor>().AddSingleton<IRoundJournal, RoundStore>().AddSingleton<IUploadSpools>(new UploadFolder(consortium.Directory.Uploads)).AddSingleton<RoundService>().AddHostedService<RoundWorker>();
        services.AddGrpc(options =>
        {
            options.MaxReceiveMessageSize = LargestMessage;
            options.Interceptors.Add<PartnerAuthentication>();
        });
    }

    private static void Map(WebApplication application)
    {
        application.MapGrpcService<EnrollmentService>(Descriptor(EnrollmentReflection.Descriptor));
        application.MapGrpcService<SessionService>(Descriptor(SessionReflection.Descriptor));
        application.MapGrpcService<RoundService>(Descriptor(RoundReflection.Descriptor));
        application.MapGrpcService<JobService>(Descriptor(JobReflection.Descriptor));
        application.MapGrpcService<ModelService>(Descriptor(ModelReflection.Descriptor));
        application.MapGrpcHealthService();
    }

    private static Google.Protobuf.Reflection.ServiceDescriptor Descriptor(Google.Protobuf.Reflection.FileDescriptor file) => file.Services.Single();

    private static void Listen(KestrelServerOptions kestrel, IPEndPoint endpoint)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = 2000;
        kestrel.Limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(30);
        kestrel.Limits.Http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(20);
        kestrel.Limits.Http2.InitialStreamWindowSize = 1 << 20;
        kestrel.Limits.Http2.InitialConnectionWindowSize = 4 << 20;
        var certificate = kestrel.ApplicationServices.GetRequiredService<ServerCertificate>();
        kestrel.Listen(endpoint, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            listen.UseHttps(https =>
            {
                https.ServerCertificateSelector = (_, _) => certificate.Current;
                https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
                // Judged by PartnerAuthentication, whose refusals carry a reason; a TLS alert would not.
                https.ClientCertificateValidation = (_, _, _) => true;
                https.HandshakeTimeout = TimeSpan.FromSeconds(10);
            });
        });
    }
}
