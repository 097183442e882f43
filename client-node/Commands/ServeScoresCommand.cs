using System.CommandLine;
using System.Net.Sockets;
using Federated.ClientNode.Scoring.Api;
using Federated.Hosting.CommandLine;

namespace Federated.ClientNode.Commands;

/// <summary><c>fed-node serve-scores</c>: answers programs of this machine with scores, until it is stopped.</summary>
internal static class ServeScoresCommand
{
    public static Command Create()
    {
        var job = new Option<string?>("--job") { Description = "Identifier of the job whose model to use; default: the newest released model, taken anew when it changes" };
        var port = new Option<int>("--port") { Description = "Port on 127.0.0.1", DefaultValueFactory = _ => 7071 };
        var command = new Command("serve-scores", "Scores customers that programs of this machine send, over HTTP on 127.0.0.1: POST /v1/score, GET /v1/model, GET /openapi.json. Nothing leaves the machine.\n\nExample: fed-node serve-scores --port 7071 --dir /var/lib/fed-node") { job, port, CommonOptions.Directory };
        command.SetAction(async (parsed, cancellation) =>
        {
            var directory = parsed.NodeDirectory();
            var id = parsed.GetValue(job);
            var chosen = parsed.GetValue(port);
            if (chosen is < 0 or > 65535)
                throw new CommandException("FED-SERVE-PORT", $"{chosen} is no port", "give a number from 1 to 65535");
            _ = ModelChoice.OnDisk(directory, id);
            await using var application = ScoreApi.Build(directory, id, chosen);
            try
            {
                await application.StartAsync(cancellation);
            }
            catch (Exception busy) when (busy is IOException or SocketException)
            {
                throw new CommandException("FED-SERVE-LISTEN", $"cannot listen on 127.0.0.1:{chosen}: {busy.Message}", "stop what uses the port, or choose another with --port", ExitCode.Failed);
            }

            Console.WriteLine($"Listening on {application.Urls.Single()}");
            using var stop = cancellation.Register(() => application.Lifetime.StopApplication());
            await Task.Delay(Timeout.Infinite, application.Lifetime.ApplicationStopping).ContinueWith(_ => { }, TaskScheduler.Default);
            await application.StopAsync(CancellationToken.None);
            return ExitCode.Done;
        });
        return command;
    }
}
